/** The list of pages: beside the page, or on a phone behind a button. */
import { hrefOf } from '../router/location.ts'
import { RouteLink } from '../router/route-link.tsx'
import { pages } from './pages.tsx'

interface NavigationProps {
  readonly isOpen: boolean
  readonly path: string
}

export function Navigation({ isOpen, path }: NavigationProps) {
  return (
    <nav id="pages" aria-label="Pages" className={isOpen ? 'nav open' : 'nav'}>
      <ul>
        {pages.map((page) => (
          <li key={page.path}>
            <RouteLink
              to={hrefOf(page.path, {})}
              className={page.path === path ? 'nav-link current' : 'nav-link'}
              current={page.path === path}
            >
              {page.icon}
              <span>{page.title}</span>
            </RouteLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
