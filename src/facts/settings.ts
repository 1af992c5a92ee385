/** What the operator says that changes a judgment: settings and lists. */
import type { OperatorOnPerson } from '../access/people.ts'

export interface RuleSettings {
  /** Days without a sign-in: since the assignment by one who never signed in, and since the last one. */
  readonly idleDays: { readonly neverSignedIn: number; readonly sinceSignIn: number }
  /** On-premises servers use dual use rights. */
  readonly usesOnPremises: boolean
  /** The one renewal of legacy Omnichannel licenses has been taken. */
  readonly omnichannelRenewed: boolean
  /** By sign-in name in lower case. */
  readonly people: ReadonlyMap<string, OperatorOnPerson>
}

/** What holds where nothing is set (product.md, Configuration). */
export const defaultRuleSettings: RuleSettings = {
  idleDays: { neverSignedIn: 30, sinceSignIn: 90 },
  usesOnPremises: false,
  omnichannelRenewed: false,
  people: new Map(),
}
