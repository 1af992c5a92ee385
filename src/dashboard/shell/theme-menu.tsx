/** Light, dark, or as the system says. */
import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { DarkThemeRegular } from '@fluentui/react-icons'
import type { Choice, ThemeChoice } from './theme.ts'

const choices: readonly { readonly choice: Choice; readonly title: string }[] = [
  { choice: 'system', title: 'As the system' },
  { choice: 'light', title: 'Light' },
  { choice: 'dark', title: 'Dark' },
]

export function ThemeMenu({ theme }: { readonly theme: ThemeChoice }) {
  return (
    <Menu
      checkedValues={{ theme: [theme.choice] }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        const found = choices.find(({ choice }) => checkedItems.includes(choice))
        if (found !== undefined) theme.choose(found.choice)
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button className="top-button" appearance="transparent" icon={<DarkThemeRegular />} aria-label="Theme" />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {choices.map(({ choice, title }) => (
            <MenuItemRadio key={choice} name="theme" value={choice}>
              {title}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
