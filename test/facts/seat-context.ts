/** What a judgment rests on beside the rows of a run, for tests that are about the rows. */
import type { SeatContext } from '../../src/facts/read-seat-facts.ts'
import { defaultRuleSettings } from '../../src/facts/settings.ts'
import { emptyLedger } from '../../src/model/ledger.ts'
import { edition, now } from './seat-facts.ts'

export const seatContext: SeatContext = {
  now,
  tenantName: 'Contoso',
  edition,
  seats: null,
  pools: [],
  ledger: emptyLedger,
  settings: defaultRuleSettings,
  isTrialSku: () => false,
  dynamicsUnits: () => 0,
}
