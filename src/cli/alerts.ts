/** `seatledger alerts test`: one message to each receiver that is configured, once and at once, and what came of it. */
import { randomUUID } from 'node:crypto'
import { openPoster } from '../../connectors/webhook/post.ts'
import { headersOf } from '../alerts/deliver.ts'
import { isDelivered, reasonOf } from '../alerts/retry.ts'
import { contentFor } from '../alerts/watch.ts'
import { makeHead } from '../documents/head.ts'
import { ConfigurationError, SeatledgerError } from '../errors.ts'
import type { AlertAnswer, AlertDocument, PostAlert } from '../model/alert.ts'
import type { AlertsDocument, Head } from '../model/documents.ts'
import { pseudonymized } from '../pseudonyms/documents.ts'
import { count } from '../reporters/terminal/text.ts'
import { safeJson } from '../safe-json.ts'
import type { Store } from '../store/store.ts'
import { configuredTargets, type ConfiguredTarget } from './alert-targets.ts'
import { exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'
import { nowOf } from './now.ts'
import { print } from './print.ts'
import { openStoreProduct, type Product } from './product.ts'
import { openStore, tenantOf } from './stored.ts'
import { version } from '../version.ts'

interface AlertsOptions {
  readonly json?: boolean
}

export async function alertsTest(options: AlertsOptions, io: Io): Promise<number> {
  const product = openStoreProduct(io)
  const targets = configuredTargets(product.config.alerts)
  if (targets.length === 0) {
    throw new ConfigurationError(
      'No receiver of alerts is configured.',
      'set SEATLEDGER_TEAMS_URL, or SEATLEDGER_WEBHOOK_URL with SEATLEDGER_WEBHOOK_SECRET: see docs/alerts.md',
    )
  }
  const head = await headOfTest(product, io)
  const answers = await postAll(targets, testAlert(head, product), product, io)
  const document: AlertsDocument = {
    schema: 'seatledger.alerts/1',
    ...head,
    targets: answers.map(([{ name }, answer]) => ({
      target: name,
      delivered: isDelivered(answer),
      status: answer.kind === 'answer' ? answer.status : null,
      reason: isDelivered(answer) ? null : reasonOf(answer),
    })),
  }
  print(document, options, io)
  return document.targets.every(({ delivered }) => delivered) ? exitCodes.fine : exitCodes.failed
}

/** Each once: who mends a receiver wants to know how it is now. Flows are left alone: they act on what they get. */
async function postAll(
  targets: readonly ConfiguredTarget[],
  alert: AlertDocument,
  { config, pseudonyms }: Product,
  io: Io,
): Promise<readonly (readonly [ConfiguredTarget, AlertAnswer])[]> {
  const signal = io.signal ?? new AbortController().signal
  const poster = openPoster({
    proxy: config.alerts.proxy,
    userAgent: `seatledger/${version}`,
    now: () => io.clock.now(),
  })
  const shown = pseudonyms === undefined ? alert : pseudonymized(alert, pseudonyms.names)
  try {
    return await Promise.all(
      targets.map(async (target) => [target, await postOne(target, shown, { ...poster, signal, io })] as const),
    )
  } finally {
    poster.close()
  }
}

function postOne(
  target: ConfiguredTarget,
  alert: AlertDocument,
  { post, signal, io }: { readonly post: PostAlert; readonly signal: AbortSignal; readonly io: Io },
): Promise<AlertAnswer> {
  const body = safeJson(JSON.stringify(contentFor(target.name, alert)))
  const headers = headersOf(target, { eventId: alert.eventId, body }, io.clock.now())
  return post({ url: target.url(), headers, body, trust: target.trust, signal })
}

/** The name of the tenant where a run has told it; the store is not needed, and a broken one is no fault of a receiver. */
async function headOfTest(product: Product, io: Io): Promise<Head> {
  const { data, edition, config } = product
  const store = openStore(product)
  try {
    const tenantId = await tenantOf(product, store)
    const run = await store.latestRun(tenantId)
    await tellBacklog(store, tenantId, io)
    return headFor(tenantId, run?.tenantName ?? null)
  } catch (error) {
    if (config.tenantId === null && error instanceof SeatledgerError && error.code === 'no-sync') {
      throw new ConfigurationError('missing: AZURE_TENANT_ID', 'an alert says of which tenant it is')
    }
    if (config.tenantId === null || !(error instanceof SeatledgerError)) throw error
    return headFor(config.tenantId, null)
  } finally {
    await store.close()
  }

  function headFor(tenantId: string, tenantName: string | null): Head {
    return makeHead({ version, tenantId, tenantName, runId: null, asOf: nowOf(io), edition, data, coverage: [] })
  }
}

/** What of earlier syncs waits, or was given up. */
async function tellBacklog({ alerts }: Store, tenantId: string, io: Io): Promise<void> {
  const [waiting, dead] = [await alerts.deliveries(tenantId, 'pending'), await alerts.deliveries(tenantId, 'dead')]
  const [first] = waiting
  const last = dead.at(-1)
  if (first !== undefined) {
    io.stderr(`${count(waiting.length, 'alert')} of earlier syncs wait: ${first.reason ?? 'not tried yet'}.\n`)
  }
  if (last !== undefined) {
    io.stderr(`${count(dead.length, 'alert')} could not be delivered, the last of ${last.createdAt}: ${last.reason}.\n`)
  }
}

function testAlert(head: Head, { config, edition }: Product): AlertDocument {
  const { tool, tenantId, tenantName, asOf, notice } = head
  return {
    schema: 'seatledger.alert/1',
    eventId: `evt_${randomUUID().replaceAll('-', '')}`,
    kind: 'test',
    createdAt: asOf,
    tool,
    tenantId,
    tenantName,
    runId: null,
    asOf,
    since: null,
    edition: edition.id,
    notice,
    severity: config.alerts.severity,
    text: `${tenantName ?? tenantId}: a test of \`seatledger alerts test\`. Nothing has changed.`,
    counts: { new: 0, worsened: 0, resolved: 0 },
    open: null,
    findings: [],
    notListed: 0,
    complete: true,
    incomplete: [],
    incompleteNotListed: 0,
  }
}
