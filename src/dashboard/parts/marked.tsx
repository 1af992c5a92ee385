/** The service marks tables with backquotes and roles with asterisks: shown as code and stress, never as markup of its own. */
import type { ReactNode } from 'react'

export function Marked({ text }: { readonly text: string }) {
  return <>{text.split(/(`[^`]+`|\*[^*]+\*)/).map(part)}</>
}

function part(text: string, index: number): ReactNode {
  const inner = text.slice(1, -1)
  const isBetween = (mark: string): boolean => text.length > 2 && text.startsWith(mark) && text.endsWith(mark)
  if (isBetween('`')) return <code key={index}>{inner}</code>
  if (isBetween('*')) return <em key={index}>{inner}</em>
  return <span key={index}>{text}</span>
}
