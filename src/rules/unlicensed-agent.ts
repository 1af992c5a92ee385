/** The rule of agents: who holds a role of agents or supervisors of the Contact Center holds a Contact Center seat, or an Omnichannel one. */
import type { Candidate } from '../access/candidates.ts'
import { citeSources } from '../access/cited-sources.ts'
import type { EnvironmentFacts } from '../access/environment-facts.ts'
import {
  gateOf,
  gateSentence,
  guestSentence,
  isOutside,
  standingsOf,
  standingSentences,
  waysInside,
  type Gate,
  type Standing,
} from '../access/standings.ts'
import type { TenantFacts } from '../access/tenant-facts.ts'
import { heldRoles, nestedSentences, removalRemedies, waysWords } from '../access/way-words.ts'
import type { Way } from '../access/ways.ts'
import { licenseWords, listWords } from '../access/words.ts'
import { findingId } from '../findings/id.ts'
import type { FindingDraft, Remedy, Severity } from '../model/finding.ts'
import { planIds, type PlanId } from '../model/pool.ts'
import type { EnvironmentRule, Judgment } from './rule.ts'

const id = 'unlicensed-agent'

export const unlicensedAgent: EnvironmentRule = {
  id,
  scope: 'environment',
  title: 'Agents and supervisors of the Contact Center hold a seat',
  failureTitle: 'People hold a role of agents or supervisors without a Contact Center seat',
  description:
    'Everybody who works in the Contact Center needs a license of their own. Who works there is known by the security roles of agents and supervisors that its solution brings, and by further roles that the operator names. A Contact Center seat of any kind will do, and so will a legacy Omnichannel seat while it lasts. Accounts that cannot sign in and people outside the security group are listed for information only.',
  notApplicable: 'No environment that was read has a role of agents or supervisors',
  clauses: ['user-licenses', 'contact-center-roles', 'subscription-plans', 'external-users'],
  needs: ['graph/subscribed-skus', 'graph/users', 'graph/groups', 'power-platform/environments', 'dataverse/security'],
  appliesTo: ({ agentRoles }) => agentRoles.length > 0,
  judge: judgeEnvironment,
}

function judgeEnvironment(environment: EnvironmentFacts, tenant: TenantFacts): Judgment {
  const gate = gateOf(environment, tenant)
  const drafts = environment.agents.flatMap((candidate) => {
    const agent = judgeAgent(candidate, gate, tenant)
    return agent === null ? [] : draftOf(agent, environment, { tenant, gate })
  })
  return { drafts, unjudged: languageSentences(environment, tenant) }
}

/** Names of one language say nothing of another. Where the language is not known, roles that were found make it known. */
function languageSentences(environment: EnvironmentFacts, { roleLists }: TenantFacts): string[] {
  const { ref, hasDataverse, baseLanguage, agentRoles } = environment
  const { agentNames, languageName } = roleLists
  if (!hasDataverse) return []
  if (baseLanguage === null ? agentRoles.length > 0 : agentNames.has(baseLanguage)) return []
  const known = listWords([...agentNames.keys()].map(languageName))
  const language = baseLanguage === null ? 'not known' : languageName(baseLanguage)
  return [
    `${ref.name}: its base language is ${language}, and the roles of agents and supervisors are known by name in ${known} only (SEATLEDGER_AGENT_ROLES takes further names)`,
  ]
}

interface Agent {
  readonly candidate: Candidate
  readonly ways: readonly Way[]
  readonly standings: readonly Standing[]
  readonly seats: readonly PlanId[]
  readonly severity: Severity
}

/** Null: a seat is held, or the security group holds the person back. */
function judgeAgent(candidate: Candidate, gate: Gate, tenant: TenantFacts): Agent | null {
  const { person } = candidate
  const outside = isOutside(person, gate)
  const ways = waysInside(candidate.ways, outside)
  const seats = seatsOf(candidate, tenant)
  if (ways.length === 0 || seats.some((plan) => plan !== 'customer-service-enterprise')) return null
  const standings = standingsOf(candidate, outside)
  const isCapped = person?.isCappedAsGuest === true || ways.every(({ group }) => group?.via === 'nested')
  const severity = isCapped ? 'low' : 'medium'
  return { candidate, ways, standings, seats, severity: standings.length > 0 ? 'info' : severity }
}

/** The plans of the person's live licenses, in their order. Of these only Customer Service Enterprise has no Contact Center in it. */
function seatsOf({ person }: Candidate, { plans }: TenantFacts): PlanId[] {
  const live = person?.profile.held.filter((license) => license.live) ?? []
  const held = new Set(live.map(({ skuId }) => plans.get(skuId)))
  return planIds.filter((plan) => held.has(plan))
}

interface Context {
  readonly tenant: TenantFacts
  readonly gate: Gate
}

function draftOf(agent: Agent, environment: EnvironmentFacts, { tenant, gate }: Context): FindingDraft {
  const { candidate, ways, seats, severity } = agent
  const { ref, securityGroupId } = environment
  const roles = heldRoles(ways)
  const names = [...new Set(roles.map(({ role }) => role))]
  const usesGroups = securityGroupId !== null || ways.some(({ group }) => group !== null)
  const cited = ['dataverse/security', 'graph/users', 'graph/subscribed-skus'] as const
  return {
    id: findingId(id, candidate.subject.id, ref.id),
    rule: id,
    severity,
    subject: candidate.subject,
    environment: ref,
    title: `${candidate.subject.name} holds ${roleWords(names)} in ${ref.name} without a Contact Center seat`,
    detail: detailOf(agent, securityGroupId !== null && gate === null ? ref.name : null),
    evidence: { roles, seats: [...seats] },
    remedies: remediesOf(agent),
    clauses: [
      'user-licenses',
      'contact-center-roles',
      'subscription-plans',
      ...(candidate.person?.isCappedAsGuest === true ? ['external-users'] : []),
    ],
    sources: citeSources(tenant.statuses, usesGroups ? [...cited, 'graph/groups'] : cited, ref.id),
  }
}

function roleWords(names: readonly string[]): string {
  return `the role${names.length === 1 ? '' : 's'} ${listWords(names)}`
}

/** `gateUnread`: the environment whose security group could not be read; null: none. */
function detailOf({ candidate, ways, standings, seats }: Agent, gateUnread: string | null): string {
  const held = candidate.person?.profile.held ?? []
  const sentences = [
    `Holds ${waysWords(ways)}.`,
    'Agents and supervisors work in the Contact Center, and everybody who does needs a seat of it.',
    ...(seats.length > 0 ? ['Customer Service Enterprise is held; the Contact Center is not part of it.'] : []),
    held.length === 0 ? 'No license is assigned.' : `Licenses looked at: ${held.map(licenseWords).join(', ')}.`,
    ...standings.map((standing) => standingSentences[standing]),
    ...(candidate.person?.isCappedAsGuest === true ? [guestSentence] : []),
    ...nestedSentences(ways),
    ...(gateUnread === null ? [] : [gateSentence(gateUnread)]),
  ]
  return sentences.join(' ')
}

function remediesOf({ ways, seats }: Agent): Remedy[] {
  const text =
    seats.length > 0
      ? 'Assign a Contact Center add-on to Customer Service Enterprise for the channels that the person works with: Digital, Voice, or both.'
      : 'Assign a Contact Center seat for the channels that the person works with: Digital, Voice, or both.'
  return [{ text, kind: 'assign-license', target: null }, ...removalRemedies(ways)]
}
