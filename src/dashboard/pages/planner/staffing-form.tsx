/** People by channel, with and without Customer Service rights. */
import { Field, SpinButton } from '@fluentui/react-components'
import { channels, groups, type Channels, type Group, type Staffing } from './use-staffing.ts'

const titles: Readonly<Record<Channels, string>> = { digital: 'Digital', voice: 'Voice', both: 'Digital and voice' }

const legends: Readonly<Record<Group, string>> = {
  '': 'Contact Center only',
  'cs-': 'Need Customer Service Enterprise too',
  'held-': 'Hold Customer Service Enterprise already',
}

export function StaffingForm({ staffing }: { readonly staffing: Staffing }) {
  return (
    <div className="staffing">
      {groups.map((group) => (
        <fieldset key={group}>
          <legend>{legends[group]}</legend>
          <div className="row wide">
            {channels.map((channel) => (
              <Field key={channel} label={titles[channel]}>
                <SpinButton
                  min={0}
                  max={1_000_000}
                  value={staffing.countOf(group, channel)}
                  onChange={(_event, { value, displayValue }) => {
                    const count = value ?? Number(displayValue)
                    if (Number.isFinite(count)) staffing.set(group, channel, count)
                  }}
                />
              </Field>
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  )
}
