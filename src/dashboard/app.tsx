/** The dashboard: theme, sign-in, tenant, shell. */
import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components'
import { FreshnessProvider } from './api/freshness.tsx'
import { Guard } from './shell/guard.tsx'
import { Gate } from './shell/gate.tsx'
import { Shell } from './shell/shell.tsx'
import { useThemeChoice } from './shell/theme.ts'

/** Fluent writes its styles as it draws; the service's content policy lets in what bears the nonce of this page. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } })

export function App() {
  const theme = useThemeChoice()
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <FluentProvider theme={theme.theme} className="app">
        <Guard>
          <FreshnessProvider>
            <Gate>
              <Shell theme={theme} />
            </Gate>
          </FreshnessProvider>
        </Guard>
      </FluentProvider>
    </RendererProvider>
  )
}
