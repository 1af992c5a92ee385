/** The rule of agents' currencies: one environment has sessions or messages, never both. */
import { citeSources } from '../access/cited-sources.ts'
import type { FeatureFacts } from '../facts/feature-facts.ts'
import { findingId } from '../findings/id.ts'
import type { FindingDraft } from '../model/finding.ts'
import type { FeatureRule } from './rule.ts'

const id = 'sessions-and-messages'

/** Currencies as the admin API names them (contracts/usage-sources.md 3 and 4): sessions by their new and their old name. */
const sessionCurrencies = ['MCSSessions', 'VAConversations']
const messageCurrencies = ['MCSMessages']

export const sessionsAndMessages: FeatureRule = {
  id,
  scope: 'feature',
  title: 'No environment has both Power Virtual Agents sessions and Copilot Studio messages',
  failureTitle: 'Environments have both Power Virtual Agents sessions and Copilot Studio messages',
  description:
    'A tenant may hold sessions of Power Virtual Agents and messages of Copilot Studio, but one environment may not have both. Judged is what is allocated to each environment; an environment that takes messages from the pool of the tenant without an allocation is not seen.',
  notApplicable: 'No environment that was read has sessions or messages allocated',
  clauses: ['pva-sessions'],
  needs: ['power-platform/environments', 'power-platform/allocations'],
  appliesTo: (features) => allocatedOf(features, sessionCurrencies) > 0 || allocatedOf(features, messageCurrencies) > 0,
  judge: judgeEnvironment,
}

/** Units that are allocated to the environment. */
function allocatedOf({ allocations }: FeatureFacts, currencies: readonly string[]): number {
  let units = 0
  for (const { currency, allocated } of allocations ?? []) if (currencies.includes(currency)) units += allocated
  return units
}

function judgeEnvironment(features: FeatureFacts): FindingDraft[] {
  const { ref, statuses } = features
  const sessions = allocatedOf(features, sessionCurrencies)
  const messages = allocatedOf(features, messageCurrencies)
  if (sessions <= 0 || messages <= 0) return []
  return [
    {
      id: findingId(id, ref.id, ref.id),
      rule: id,
      severity: 'medium',
      subject: { kind: 'environment', id: ref.id, name: ref.name, upn: null },
      environment: ref,
      title: `${ref.name} has both Power Virtual Agents sessions and Copilot Studio messages`,
      detail: `${sessions} sessions and ${messages} messages are allocated to ${ref.name}. A tenant may have both, one environment may not.`,
      evidence: { sessions, messages },
      remedies: [
        {
          text: `Move the sessions or the messages of ${ref.name} to another environment: Power Platform admin center, Licensing, Copilot Studio.`,
          kind: 'configure',
          target: ref.id,
        },
      ],
      clauses: ['pva-sessions'],
      sources: citeSources(statuses, ['power-platform/allocations'], ref.id),
    },
  ]
}
