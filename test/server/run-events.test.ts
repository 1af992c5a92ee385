/** Following a run: what it told so far, what it tells next, and what was missed. */
import { describe, expect, it } from 'vitest'
import { gate } from '../cli/gate.ts'
import { installProduct } from '../cli/practice-product.ts'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { SteppedClock } from '../schedule/stepped-clock.ts'
import { eventStream } from '../../src/server/event-stream.ts'
import { RunBook } from '../../src/server/run-book.ts'
import { practiceApp } from './practice-app.ts'

const progress = (source: 'graph/users' | 'graph/groups', rows: number) =>
  ({ source, environment: null, state: 'reading', rows, isKept: false }) as const
const stored = {
  state: 'stored',
  finishedAt: '2026-11-24T08:01:00.000Z',
  exitCode: 0,
  error: null,
  findings: { high: 0, medium: 0, low: 0, info: 0 },
  requests: 3,
  incomplete: false,
} as const

const idsIn = (text: string): number[] => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))

async function textOf(stream: AsyncIterable<Buffer | string>): Promise<string> {
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  return text
}

describe('a run that is followed', () => {
  it('tells the newest of each source and its state to who comes late, and ends with it', async () => {
    const book = new RunBook()
    const run = book.begin('run-1', '2026-11-24T08:00:00.000Z')
    run.report(progress('graph/users', 1))
    run.report(progress('graph/users', 2))
    run.report(progress('graph/groups', 5))
    run.end(stored)

    const text = await textOf(eventStream(run, 0, new SteppedClock('2026-11-24T08:00:00Z')))

    expect(idsIn(text)).toEqual([3, 4, 5])
    expect(text).toContain(
      'event: progress\ndata: {"source":"graph/users","environment":null,"state":"reading","rows":2,"isKept":false}\n\n',
    )
    expect(text.trimEnd()).toMatch(/event: state\ndata: \{"runId":"run-1","state":"stored".*\}$/)
  })

  it('tells what comes as it comes, and to who was away only what is later', async () => {
    const run = new RunBook().begin('run-1', '2026-11-24T08:00:00.000Z')
    run.report(progress('graph/users', 1))
    const clock = new SteppedClock('2026-11-24T08:00:00Z')
    const read = textOf(eventStream(run, 2, clock))

    await Promise.resolve()
    run.report(progress('graph/groups', 5))
    run.end(stored)

    expect(idsIn(await read)).toEqual([3, 4])
  })

  it('is heard of now and then while it tells nothing, and no more once nobody listens', async () => {
    const run = new RunBook().begin('run-1', '2026-11-24T08:00:00.000Z')
    const clock = new SteppedClock('2026-11-24T08:00:00Z')
    const stream = eventStream(run, 1, clock)
    const heard: string[] = []
    stream.on('data', (chunk) => heard.push(String(chunk)))

    await clock.advance(15_000)
    await clock.advance(15_000)
    stream.destroy()
    await clock.advance(60_000)

    expect(heard.join('').match(/: still running/g)).toHaveLength(2)
  })
})

describe('a run that is started over HTTP', () => {
  it('is the only one, can be followed to its end, and is in the list', async () => {
    const held = gate()
    const product = installProduct(loadTenant('contoso'), {
      intervene: async (request, answer) => {
        if (request.url.pathname === '/v1.0/organization') await held.opened
        return answer(request)
      },
    })
    const { send, get, base, service } = await practiceApp({ product, isSynced: false })

    const begun = await send('POST', `${base}/runs`, {})
    const second = await send('POST', `${base}/runs`, {})
    const { runId } = begun.json()
    const during = await get(`${base}/runs/${runId}`)
    const tenants = await get('/api/v1/tenants')
    held.open()
    await service.syncs.untilEnded()
    const events = await get(`${base}/runs/${runId}/events`)
    const after = await get(`${base}/runs/${runId}`)
    const later = await get(`${base}/runs/${runId}/events`, { 'last-event-id': String(idsIn(events.body).at(-2)) })

    expect([begun.statusCode, begun.headers['location']]).toEqual([202, `${base}/runs/${runId}`])
    expect([second.statusCode, second.json().code]).toEqual([409, 'busy'])
    expect(during.json()).toMatchObject({ state: 'running', finishedAt: null, exitCode: null })
    expect(tenants.json().tenants[0].isSyncing).toBe(true)
    expect(events.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    expect(events.body).toContain('"source":"graph/users","environment":null,"rows":')
    expect(idsIn(later.body)).toEqual([idsIn(events.body).at(-1)])
    expect(after.json()).toMatchObject({ state: 'stored', exitCode: 0, incomplete: false, error: null })
    expect(after.json().progress.length).toBeGreaterThan(10)
    expect((await get(`${base}/runs`)).json().runs).toMatchObject([{ runId, state: 'stored' }])
  })

  it('that fails says why, as the command line does, and the next one may begin', async () => {
    const product = installProduct(loadTenant('contoso'), {
      intervene: async (request, answer) =>
        request.url.host.startsWith('login.') ? answer(request) : { status: 403, headers: {}, body: '' },
    })
    const { send, get, base, service } = await practiceApp({ product, isSynced: false })

    const { runId } = (await send('POST', `${base}/runs`, {})).json()
    await expect(service.syncs.untilEnded()).rejects.toThrow(/403/)
    const failed = await get(`${base}/runs/${runId}`)
    const metrics = await get('/metrics')

    expect(failed.json()).toMatchObject({ state: 'failed', exitCode: 1, findings: null })
    expect(failed.json().error.message).not.toBe('')
    expect(metrics.body).toContain('seatledger_runs_total{outcome="failed",exit_code="1"} 1')
    expect((await send('POST', `${base}/runs`, {})).statusCode).toBe(202)
    await expect(service.syncs.untilEnded()).rejects.toThrow(/403/)
  })
})
