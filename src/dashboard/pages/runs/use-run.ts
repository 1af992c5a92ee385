/** One run as it goes: started here or found under way, followed event by event until it ends. */
import { useCallback, useEffect, useState } from 'react'
import { ask } from '../../api/client.ts'
import { follow, type ServerEvent } from '../../api/events.ts'
import { useFreshness } from '../../api/freshness.tsx'
import { problemFrom, type ApiProblem } from '../../api/problem.ts'
import type { Run, RunProgress } from '../../../model/service.ts'
import { useTenantPath } from '../../shell/tenant.tsx'
import { isProgress, isRun, progressKey } from './progress.ts'

export interface FollowedRun {
  readonly run: Run | null
  readonly progress: readonly RunProgress[]
  readonly problem: ApiProblem | null
  readonly start: (isFull: boolean) => void
}

/** `underWay`: a run that the service tells of, whoever started it. */
export function useRun(underWay: string | null): FollowedRun {
  const path = useTenantPath()
  const { changed } = useFreshness()
  const [run, setRun] = useState<Run | null>(null)
  const [progress, setProgress] = useState<ReadonlyMap<string, RunProgress>>(new Map())
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [started, setStarted] = useState<string | null>(null)
  const runId = started ?? underWay
  const address = runId === null ? null : path(`runs/${encodeURIComponent(runId)}`)

  const take = useCallback(({ data }: ServerEvent) => {
    if (isProgress(data)) setProgress((before) => new Map(before).set(progressKey(data), data))
    else if (isRun(data)) setRun(data)
  }, [])

  useEffect(() => {
    if (address === null) return undefined
    const stop = new AbortController()
    setProgress(new Map())
    const watch = async (): Promise<void> => {
      const now = (await ask(address, 'run', { signal: stop.signal })).document
      setRun(now)
      setProgress(new Map((now.progress ?? []).map((row) => [progressKey(row), row])))
      for await (const event of follow(`${address}/events`, stop.signal)) take(event)
      if (stop.signal.aborted) return
      setRun((await ask(address, 'run', { signal: stop.signal })).document)
      changed()
    }
    watch().catch((error: unknown) => {
      if (!stop.signal.aborted) setProblem(problemFrom(error))
    })
    return () => stop.abort()
  }, [address, take, changed])

  const start = (isFull: boolean): void => {
    setProblem(null)
    ask(path('runs'), 'run', { method: 'POST', body: isFull ? { full: true } : {} })
      .then(({ document }) => {
        setRun(document)
        setStarted(document.runId)
      })
      .catch((error: unknown) => setProblem(problemFrom(error)))
  }
  return { run, progress: [...progress.values()], problem, start }
}
