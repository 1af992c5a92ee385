/** What ids are called. An id without a name here is shown as it is: a newer service may know more. */
import type { Pool } from '../../model/pool.ts'

const pools: Readonly<Record<string, string>> = {
  'dataverse-database': 'Dataverse database',
  'dataverse-file': 'Dataverse file',
  'dataverse-log': 'Dataverse log',
  'record-routes': 'Record routes',
  'voicebot-minutes': 'Voicebot minutes',
  'call-intelligence-minutes': 'Call intelligence minutes',
}

const plans: Readonly<Record<string, string>> = {
  digital: 'Contact Center Digital',
  voice: 'Contact Center Voice',
  'digital-voice': 'Contact Center (Digital + Voice)',
  'digital-addon': 'Digital add-on',
  'voice-addon': 'Voice add-on',
  'digital-voice-addon': 'Digital + Voice add-on',
  'customer-service-premium': 'Customer Service Premium',
  'customer-service-enterprise': 'Customer Service Enterprise',
  'legacy-omnichannel': 'Legacy Omnichannel',
}

const rules: Readonly<Record<string, string>> = {
  'restricted-table-write': 'Restricted table write',
  'dual-write-restricted': 'Dual-write into a restricted table',
  multiplexing: 'Multiplexing',
  'unlicensed-agent': 'Unlicensed agent',
  'seat-prerequisite': 'Seat prerequisite',
  'addon-quantity': 'Add-on quantity',
  'seat-overassigned': 'Seat overassigned',
  'seat-reassigned-early': 'Seat reassigned early',
  'seat-idle': 'Idle seat',
  'seat-duplicate': 'Duplicate seat',
  'external-user': 'External user',
  'legacy-omnichannel': 'Legacy Omnichannel',
  'sessions-and-messages': 'Sessions and messages',
  'voice-without-telephony': 'Voice without telephony',
  'pool-overage': 'Pool overage',
  'dual-use-expiring': 'Dual use rights expiring',
}

const statuses: Readonly<Record<Pool['status'], string>> = {
  within: 'Within',
  near: 'Nearly over',
  over: 'Over',
  unknown: 'Not known',
}

export const poolName = (id: string): string => pools[id] ?? id
export const planName = (id: string): string => plans[id] ?? id
export const ruleName = (id: string): string => rules[id] ?? id
export const statusName = (status: Pool['status']): string => statuses[status]

const sources: Readonly<Record<string, string>> = {
  'admin-api-rated': 'rated consumption of the admin API',
  'dataverse-estimate': 'estimated from Dataverse',
  import: 'imported from a report',
}
export const consumptionSource = (from: Pool['consumedFrom']): string =>
  from === null ? 'no source gives it' : (sources[from] ?? from)
