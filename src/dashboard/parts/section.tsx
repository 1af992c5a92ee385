/** The frame of a page and of its parts: one h1, then h2. The title of the page is the title of the tab. */
import { useEffect, useId, type ReactNode } from 'react'

interface PageFrameProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export function PageFrame({ title, lead, actions, children }: PageFrameProps) {
  useEffect(() => {
    document.title = `${title} · Seatledger`
  }, [title])
  return (
    <>
      <div className="page-head">
        <div>
          <h1 tabIndex={-1}>{title}</h1>
          {lead === undefined ? null : <p className="quiet lead">{lead}</p>}
        </div>
        {actions === undefined ? null : <div className="page-actions no-print">{actions}</div>}
      </div>
      {children}
    </>
  )
}

interface SectionProps {
  readonly title: string
  readonly note?: ReactNode
  readonly children: ReactNode
}

export function Section({ title, note, children }: SectionProps) {
  const id = useId()
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {note === undefined ? null : <p className="quiet note">{note}</p>}
      {children}
    </section>
  )
}

export interface Fact {
  readonly name: string
  readonly value: ReactNode
}

export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
