/** A search box whose text goes into the address once the typing rests. */
import { useEffect, useState } from 'react'
import { useQuery } from '../router/location.ts'

const restMs = 250

export function useSearch(): readonly [string, (text: string) => void] {
  const { query, change } = useQuery()
  const said = query.get('search') ?? ''
  const [text, setText] = useState(said)
  const [lastSaid, setLastSaid] = useState(said)
  // The address changed by itself: somebody went back, or took the filters away.
  if (said !== lastSaid) {
    setLastSaid(said)
    if (said !== text.trim()) setText(said)
  }
  useEffect(() => {
    if (text.trim() === said) return undefined
    const timer = setTimeout(() => change({ search: text.trim() }), restMs)
    return () => clearTimeout(timer)
  }, [text, said, change])
  return [text, setText]
}
