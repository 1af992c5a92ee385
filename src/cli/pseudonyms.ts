/** `--pseudonymize`: a command's output with tokens in the place of names, under the key of the store or, without one, of the run. */
import { randomBytes } from 'node:crypto'
import { basename } from 'node:path'
import { readStorePath } from '../config/store-location.ts'
import { grantedRoleIds } from '../doctor/commands.ts'
import { loadReferenceData, loadShippedEditions } from '../guide/load.ts'
import { Pseudonymizer } from '../pseudonyms/pseudonymizer.ts'
import { learnRows } from '../pseudonyms/rows.ts'
import { SqliteStore } from '../store/sqlite.ts'
import type { Staging } from '../store/store.ts'
import type { Io, Pseudonyms } from './io.ts'

const flag = '--pseudonymize'

export function wantsPseudonyms(argv: readonly string[]): boolean {
  return argv.some((word) => word === flag || word.startsWith(`${flag}=`))
}

/** The same process with pseudonyms: what goes to standard error is looked through, what goes to standard output is made of tokens by who prints it. */
export async function withPseudonyms(io: Io, argv: readonly string[]): Promise<Io> {
  return withPseudonymKey(io, argv, (await storedKey(io.env)) ?? randomBytes(32))
}

/** The same under a key that is known: two processes of one service show the same tokens. */
export function withPseudonymKey(io: Io, argv: readonly string[], key: Uint8Array): Io {
  const names = new Pseudonymizer(key)
  names.keepIdsIn(JSON.stringify([loadReferenceData(), loadShippedEditions(), grantedRoleIds]))
  learnVariables(io.env, names)
  learnArguments(argv, names)
  return {
    ...io,
    pseudonyms: { names, key, log: io.stderr },
    stderr: (text) => io.stderr(names.text(text)),
  }
}

/** Rows are known as soon as they are read: an error may name them before the run is whole. */
export function learning(staging: Staging, { pseudonyms }: { readonly pseudonyms?: Pseudonyms | undefined }): Staging {
  if (pseudonyms === undefined) return staging
  return {
    ...staging,
    put(page) {
      learnRows(page.dataset, page.rows, pseudonyms.names)
      staging.put(page)
    },
  }
}

/** null without a store, and where it cannot be read: what the command makes of that it says itself. */
async function storedKey(env: Io['env']): Promise<Uint8Array | null> {
  let store: SqliteStore | null = null
  try {
    store = new SqliteStore(readStorePath(env, process.platform))
    return await store.pseudonymKey()
  } catch {
    return null
  } finally {
    await store?.close()
  }
}

const hostVariables = [
  'SEATLEDGER_LOGIN_URL',
  'SEATLEDGER_GRAPH_URL',
  'SEATLEDGER_POWER_PLATFORM_URL',
  'SEATLEDGER_BAP_URL',
  'SEATLEDGER_BAP_SCOPE',
  'SEATLEDGER_DATAVERSE_HOSTS',
  'HTTPS_PROXY',
  'https_proxy',
]
const fileVariables = [
  'SEATLEDGER_STORE',
  'SEATLEDGER_SKU_OVERRIDES',
  'SEATLEDGER_PEOPLE',
  'SEATLEDGER_PRICES',
  'SEATLEDGER_WAIVERS',
  'SEATLEDGER_EDITION',
  'AZURE_CLIENT_CERTIFICATE_PATH',
  'AZURE_FEDERATED_TOKEN_FILE',
]

/** What the operator configured is named in errors before the tenant is read. */
function learnVariables(env: Io['env'], names: Pseudonymizer): void {
  for (const variable of hostVariables) {
    for (const host of listed(env[variable])) names.learn('host', URL.parse(host)?.hostname ?? host)
  }
  for (const variable of fileVariables) learnFile(env[variable], names)
  for (const name of listed(env['SEATLEDGER_ENVIRONMENTS'])) {
    if (name !== 'all') names.learn('environment', name.replace(/^-/, '').trim())
  }
  for (const variable of ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID']) names.learn('id', env[variable])
  try {
    names.learn('file', readStorePath(env, process.platform))
  } catch {
    // A broken value has no path.
  }
}

function listed(value: string | undefined): string[] {
  return (value ?? '').split(',').map((part) => part.trim())
}

/** What was typed comes back in the sentences about wrong usage. */
function learnArguments([command, ...words]: readonly string[], names: Pseudonymizer): void {
  for (const [index, word] of words.entries()) {
    const [option = '', value = words[index + 1]] = word.split(/=(.*)/s, 2)
    if (option === '--user') names.learn('person', value)
    else if (option === '--environment') names.learn('environment', value)
    else if (['--staffing', '--prices', '--edition', '--out'].includes(option)) learnFile(value, names)
    else if (command === 'rights' && !word.startsWith('-')) names.learn('person', word)
    else if (command === 'import-usage' && !word.startsWith('-')) learnFile(word, names, true)
  }
}

/** An edition may be an id or a path: only a path tells something. */
function learnFile(path: string | undefined, names: Pseudonymizer, isFile = false): void {
  if (path === undefined || !(isFile || /[/\\.]/.test(path))) return
  names.learn('file', path)
  names.learn('file', basename(path))
}
