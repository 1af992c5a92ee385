/** What every command needs beside the store and the tenant: settings, the guide as data, logs. */
import type { Guided } from '../answers/guided.ts'
import { readConfig, type Config, type ConfigOptions, type TenantConfig } from '../config.ts'
import { collectSecrets } from '../config/secret.ts'
import { ConfigurationError } from '../errors.ts'
import { loadEdition, loadReferenceData } from '../guide/load.ts'
import type { Edition } from '../guide/edition.ts'
import { createLog, type Log, type LogLevel } from '../log.ts'
import { shownField } from '../pseudonyms/log-fields.ts'
import type { Io, Pseudonyms } from './io.ts'
import { storeModeFix } from './store-mode.ts'

export interface Product<C extends Config = Config> extends Guided {
  readonly config: C
  readonly log: Log
  readonly pseudonyms?: Pseudonyms | undefined
}

export interface ProductOptions {
  readonly edition?: string | undefined
  readonly verbose?: boolean | undefined
  /** Default: `warn`; `--verbose` wins. */
  readonly logLevel?: LogLevel
}

export function openTenantProduct(
  io: Io,
  options: ProductOptions,
  settings: Omit<ConfigOptions, 'need'> = {},
): Product<TenantConfig> {
  return assemble(readConfig(io.env, { ...settings, need: 'tenant' }), io, options)
}

export function openStoreProduct(io: Io, options: ProductOptions = {}): Product {
  return assemble(readConfig(io.env, { need: 'store' }), io, options)
}

function assemble<C extends Config>(config: C, io: Io, options: ProductOptions): Product<C> {
  const { pseudonyms } = io
  pseudonyms?.names.keepIdsIn([...config.skuOverrides.keys()].join(' '))
  const log = createLog({
    write: pseudonyms?.log ?? io.stderr,
    ...(pseudonyms === undefined ? {} : { show: (field, value) => shownField(field, value, pseudonyms.names) }),
    level: options.verbose ? 'debug' : (options.logLevel ?? 'warn'),
    secrets: collectSecrets(io.env),
  })
  const fix = storeModeFix(config.storePath)
  if (fix !== null) log.warn('store-open-to-others', { path: config.storePath, fix })
  const edition = options.edition === undefined ? editionOf(config) : loadEdition(options.edition)
  pseudonyms?.names.keepIdsIn(JSON.stringify(edition))
  return { config, data: loadReferenceData(), edition, log, pseudonyms }
}

/** A broken value of a variable is one line that names it. */
function editionOf({ edition }: Config): Edition {
  try {
    return loadEdition(edition)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    throw new ConfigurationError(['SEATLEDGER_EDITION:', error.message, error.hint ?? ''].join(' ').trimEnd())
  }
}
