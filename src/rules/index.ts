/** The rules, in the order of product.md: each new one is a line here. */
import { addonQuantity } from './addon-quantity.ts'
import { dualUseExpiring } from './dual-use-expiring.ts'
import { dualWriteRestricted } from './dual-write-restricted.ts'
import { externalUser } from './external-user.ts'
import { legacyOmnichannel } from './legacy-omnichannel.ts'
import { multiplexing } from './multiplexing.ts'
import { poolOverage } from './pool-overage.ts'
import { restrictedTableWrite } from './restricted-table-write.ts'
import type { Rule } from './rule.ts'
import { seatDuplicate } from './seat-duplicate.ts'
import { seatIdle } from './seat-idle.ts'
import { seatOverassigned } from './seat-overassigned.ts'
import { seatPrerequisite } from './seat-prerequisite.ts'
import { unlicensedAgent } from './unlicensed-agent.ts'
import { seatReassignedEarly } from './seat-reassigned-early.ts'
import { sessionsAndMessages } from './sessions-and-messages.ts'
import { voiceWithoutTelephony } from './voice-without-telephony.ts'

export const rules: readonly Rule[] = [
  restrictedTableWrite,
  dualWriteRestricted,
  multiplexing,
  unlicensedAgent,
  seatPrerequisite,
  addonQuantity,
  seatOverassigned,
  seatReassignedEarly,
  seatIdle,
  seatDuplicate,
  externalUser,
  legacyOmnichannel,
  sessionsAndMessages,
  voiceWithoutTelephony,
  poolOverage,
  dualUseExpiring,
]

/** In the order in which documents list findings of one severity. */
export const ruleIds: readonly string[] = rules.map((rule) => rule.id)
