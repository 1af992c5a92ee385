/** Light or dark: as the system says, unless the person says otherwise. Where the system forces colors, it alone says which. */
import { webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components'
import { useEffect, useState, useSyncExternalStore } from 'react'

export type Choice = 'system' | 'light' | 'dark'
const key = 'seatledger.theme'

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = globalThis.matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => globalThis.matchMedia(query).matches,
  )
}

export interface ThemeChoice {
  readonly theme: Theme
  readonly choice: Choice
  readonly choose: (choice: Choice) => void
}

export function useThemeChoice(): ThemeChoice {
  const [choice, setChoice] = useState<Choice>(readChoice)
  const isDarkSystem = useMedia('(prefers-color-scheme: dark)')
  const isForced = useMedia('(forced-colors: active)')
  const isPrinting = useMedia('print')
  const asked = isForced ? 'system' : choice
  const isDark = !isPrinting && (asked === 'dark' || (asked === 'system' && isDarkSystem))
  useEffect(() => {
    document.documentElement.style.colorScheme = isForced ? '' : isDark ? 'dark' : 'light'
  }, [isDark, isForced])
  const choose = (next: Choice): void => {
    globalThis.localStorage.setItem(key, next)
    setChoice(next)
  }
  return { theme: isDark ? webDarkTheme : webLightTheme, choice, choose }
}

function readChoice(): Choice {
  const kept = globalThis.localStorage.getItem(key)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}
