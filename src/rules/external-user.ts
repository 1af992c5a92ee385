/** The rule of external users: guests whose roles open an internal app, which external users may not use. */
import type { Candidate } from '../access/candidates.ts'
import { citeSources } from '../access/cited-sources.ts'
import type { EnvironmentFacts } from '../access/environment-facts.ts'
import { standingsOf, standingSentences } from '../access/standings.ts'
import type { TenantFacts } from '../access/tenant-facts.ts'
import { heldRoles, nestedSentences, removalRemedies, waysWords } from '../access/way-words.ts'
import { listWords } from '../access/words.ts'
import { findingId } from '../findings/id.ts'
import type { FindingDraft, Remedy, Severity } from '../model/finding.ts'
import { compareText } from '../model/text-order.ts'
import type { EnvironmentRule, Judgment } from './rule.ts'

const id = 'external-user'

export const externalUser: EnvironmentRule = {
  id,
  scope: 'environment',
  title: 'External users hold no role that opens an internal app',
  failureTitle: 'External users hold roles that open internal apps',
  description:
    'External users need no license, but may not use the interfaces of Sales, Customer Service, Field Service or the Contact Center. No API says who is an external user: guests who hold a role of such an app are listed for information, and those whom the file of people calls external are findings. Who is in the security group of the environment makes no difference here.',
  notApplicable:
    'No environment that was read has an app of Sales, Customer Service, Field Service or the Contact Center',
  clauses: ['external-users'],
  needs: [
    'graph/subscribed-skus',
    'graph/users',
    'graph/groups',
    'power-platform/environments',
    'dataverse/security',
    'dataverse/apps',
  ],
  appliesTo: ({ apps }) => apps !== null && apps.length > 0,
  judge: judgeEnvironment,
}

function judgeEnvironment(environment: EnvironmentFacts, tenant: TenantFacts): Judgment {
  const guests = environment.guestsInApps.filter(({ person }) => person?.external !== false)
  return {
    drafts: guests.map((guest) => draftOf(guest, environment, tenant)),
    unjudged: isUnasked(environment, tenant) ? [`${environment.ref.name}: its apps were not asked for`] : [],
  }
}

/** A run of an earlier version knows no apps, and no status of them that would say so. */
function isUnasked({ ref, hasDataverse, apps }: EnvironmentFacts, { statuses }: TenantFacts): boolean {
  const isStated = statuses.some(({ source, environment }) => source === 'dataverse/apps' && environment?.id === ref.id)
  return hasDataverse && apps === null && !isStated
}

/** Who cannot sign in opens no app; a license is not needed for that, so none is looked for. */
const disabled = new Set(['disabled-in-dataverse', 'disabled-in-entra'])

function draftOf(guest: Candidate, { ref }: EnvironmentFacts, tenant: TenantFacts): FindingDraft {
  const { subject, person, ways } = guest
  const external = person?.external ?? null
  const apps = [...new Set(ways.flatMap(({ role }) => role.use.apps))].toSorted(compareText)
  const standings = standingsOf(guest, false).filter((standing) => disabled.has(standing))
  const severity: Severity = external === true ? 'medium' : 'info'
  const who = external === true ? 'an external user' : 'a guest'
  const words = appWords(apps, tenant)
  const sentences = [
    `Holds ${waysWords(ways)}, which opens ${words}.`,
    'An external user needs no license, but may not use these interfaces.',
    external === true
      ? 'The file of people says that this is an external user.'
      : 'Whether this guest is an external user no API says; the file of people can say it.',
    ...standings.map((standing) => standingSentences[standing]),
    ...nestedSentences(ways),
  ]
  const cited = ['dataverse/security', 'dataverse/apps', 'graph/users'] as const
  const usesGroups = ways.some(({ group }) => group !== null)
  return {
    id: findingId(id, subject.id, ref.id),
    rule: id,
    severity,
    subject,
    environment: ref,
    title: `${subject.name}, ${who}, holds a role in ${ref.name} that opens ${words}`,
    detail: sentences.join(' '),
    evidence: { external, roles: heldRoles(ways), apps },
    remedies: [...(external === true ? [] : [reviewRemedy]), ...removalRemedies(ways)],
    clauses: ['external-users'],
    sources: citeSources(tenant.statuses, usesGroups ? [...cited, 'graph/groups'] : cited, ref.id),
  }
}

const reviewRemedy: Remedy = {
  text: 'Find out whether the guest is an external user in the sense of the guide, and say so in the file of people.',
  kind: 'review',
  target: null,
}

/** `the app of Sales (msdynce_saleshub)`. */
function appWords(apps: readonly string[], { roleLists }: TenantFacts): string {
  const words = apps.map((app) => `${roleLists.productOf(app) ?? app} (${app})`)
  return `the app${apps.length === 1 ? '' : 's'} of ${listWords(words)}`
}
