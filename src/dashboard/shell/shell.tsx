/** The frame around every page: name of the tenant, age of its data, navigation, and the page itself. */
import { Button } from '@fluentui/react-components'
import { NavigationRegular } from '@fluentui/react-icons'
import { Suspense, useEffect, useRef, useState } from 'react'
import { useRoute } from '../router/location.ts'
import { Empty, Waiting } from '../parts/states.tsx'
import { RouteLink } from '../router/route-link.tsx'
import { DataAge } from './data-age.tsx'
import { Navigation } from './navigation.tsx'
import { pages } from './pages.tsx'
import { TenantPicker } from './tenant-picker.tsx'
import type { ThemeChoice } from './theme.ts'
import { ThemeMenu } from './theme-menu.tsx'

export function Shell({ theme }: { readonly theme: ThemeChoice }) {
  const { path } = useRoute()
  const [isOpen, setOpen] = useState(false)
  const main = useRef<HTMLElement>(null)
  const isFirst = useRef(true)
  useEffect(() => {
    setOpen(false)
    // A screen reader is told of the new page as a browser would: focus goes to its heading. Not on the first one.
    if (!isFirst.current) main.current?.focus({ preventScroll: true })
    if (!isFirst.current) globalThis.scrollTo({ top: 0 })
    isFirst.current = false
  }, [path])
  const page = pages.find((one) => one.path === path)
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="top">
        <Button
          className="menu-button"
          appearance="transparent"
          icon={<NavigationRegular />}
          aria-label="Pages"
          aria-expanded={isOpen}
          aria-controls="pages"
          onClick={() => setOpen(!isOpen)}
        />
        <span className="product">Seatledger</span>
        <TenantPicker />
        <span className="grow" />
        <ThemeMenu theme={theme} />
      </header>
      <div className="body">
        <Navigation isOpen={isOpen} path={path} />
        <main id="main" ref={main} tabIndex={-1}>
          <DataAge />
          <Suspense fallback={<Waiting what="the page" />}>{page === undefined ? <NoPage /> : <page.Page />}</Suspense>
        </main>
      </div>
    </div>
  )
}

function NoPage() {
  return (
    <>
      <h1>No such page</h1>
      <Empty title="This address leads nowhere.">
        <RouteLink to="/">Go to the overview</RouteLink>
      </Empty>
    </>
  )
}
