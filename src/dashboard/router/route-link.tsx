/** A link within the dashboard: a real one, which opens in a new tab too, and changes the page without loading it. */
import { Link, type LinkProps } from '@fluentui/react-components'
import type { MouseEvent, ReactNode } from 'react'
import { navigate } from './location.ts'

interface RouteLinkProps {
  readonly to: string
  readonly children: ReactNode
  readonly className?: string
  readonly current?: boolean
  readonly label?: string
}

export function RouteLink({ to, children, className, current, label }: RouteLinkProps) {
  const props: LinkProps = {
    ...(className === undefined ? {} : { className }),
    ...(label === undefined ? {} : { 'aria-label': label }),
    ...(current === true ? { 'aria-current': 'page' } : {}),
  }
  return (
    <Link {...props} href={to} onClick={(event: MouseEvent<HTMLElement>) => follow(event, to)}>
      {children}
    </Link>
  )
}

/** Whatever the browser does itself with a click is left to it. */
export function follow(event: MouseEvent<HTMLElement>, to: string): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  navigate(to)
}
