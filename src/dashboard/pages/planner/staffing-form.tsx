/** People by channel, with and without Customer Service rights. */
import { Field, SpinButton } from '@fluentui/react-components'
import { channels, type Channels, type Staffing } from './use-staffing.ts'

const titles: Readonly<Record<Channels, string>> = { digital: 'Digital', voice: 'Voice', both: 'Digital and voice' }

export function StaffingForm({ staffing }: { readonly staffing: Staffing }) {
  return (
    <div className="staffing">
      {[false, true].map((withService) => (
        <fieldset key={String(withService)}>
          <legend>{withService ? 'With Customer Service Enterprise rights' : 'Contact Center only'}</legend>
          <div className="row wide">
            {channels.map((channel) => (
              <Field key={channel} label={titles[channel]}>
                <SpinButton
                  min={0}
                  max={1_000_000}
                  value={staffing.countOf(channel, withService)}
                  onChange={(_event, { value, displayValue }) => {
                    const count = value ?? Number(displayValue)
                    if (Number.isFinite(count)) staffing.set(channel, withService, count)
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
