/** What the rows of a tenant name: learned as they are read, or from a stored run. */
import type { DatasetName, Datasets, Snapshot } from '../model/dataset.ts'
import type { Environment } from '../model/environment.ts'
import type { Pseudonymizer } from './pseudonymizer.ts'

type Learners = { readonly [N in DatasetName]?: (row: Datasets[N], pseudonyms: Pseudonymizer) => void }

const learners: Learners = {
  organization: ({ id, displayName }, pseudonyms) => {
    pseudonyms.learn('id', id)
    pseudonyms.learn('tenant', displayName)
  },
  'subscribed-skus': ({ skuId, servicePlans }, pseudonyms) => {
    pseudonyms.keepIdsIn([skuId, ...servicePlans.map(({ id }) => id)].join(' '))
  },
  people: ({ id, upn, displayName }, pseudonyms) => {
    pseudonyms.learn('id', id)
    pseudonyms.learn('user', upn)
    pseudonyms.learn('person', displayName)
  },
  groups: ({ id, name }, pseudonyms) => {
    pseudonyms.learn('id', id)
    pseudonyms.learn('group', name)
  },
  environments: learnEnvironment,
  'billing-policies': ({ id, name }, pseudonyms) => {
    pseudonyms.learn('id', id)
    pseudonyms.learn('policy', name)
  },
  roles: ({ id, name }, pseudonyms) => {
    pseudonyms.keepIdsIn(id)
    pseudonyms.keepName(name)
  },
  teams: ({ id, name }, pseudonyms) => {
    pseudonyms.learn('id', id)
    pseudonyms.learn('team', name)
  },
  'system-users': ({ id, upn, name, applicationId, isSetup }, pseudonyms) => {
    pseudonyms.learn('id', id)
    pseudonyms.learn('user', upn)
    // Of the platform's own, such as SYSTEM, every tenant has the same.
    const isMicrosofts = applicationId !== null && pseudonyms.keepsId(applicationId)
    if (!isSetup && !isMicrosofts) pseudonyms.learn(applicationId === null ? 'person' : 'application', name)
  },
}

function learnEnvironment({ id, name, dataverse, billingPolicy }: Environment, pseudonyms: Pseudonymizer): void {
  pseudonyms.learn('id', id)
  pseudonyms.learn('environment', name)
  pseudonyms.learn('policy', billingPolicy?.name)
  for (const url of [dataverse?.instanceUrl, dataverse?.apiUrl]) {
    pseudonyms.learn('host', url === undefined ? null : (URL.parse(url)?.hostname ?? url))
  }
}

export function learnRows<N extends DatasetName>(
  dataset: N,
  rows: readonly Datasets[N][],
  pseudonyms: Pseudonymizer,
): void {
  const learn = learners[dataset]
  if (learn !== undefined) for (const row of rows) learn(row, pseudonyms)
}

const ofTenant = ['organization', 'subscribed-skus', 'people', 'groups', 'environments', 'billing-policies'] as const
const ofEnvironment = ['roles', 'teams', 'system-users'] as const

/** All that a run holds, each row once. */
export async function learnSnapshot(snapshot: Snapshot, pseudonyms: Pseudonymizer): Promise<void> {
  const environmentIds = new Set<string>()
  for await (const { id } of snapshot.rows('environments', null)) environmentIds.add(id)
  const learn = async (dataset: DatasetName, environmentId: string | null): Promise<void> => {
    for await (const row of snapshot.rows(dataset, environmentId)) learnRows(dataset, [row], pseudonyms)
  }
  for (const dataset of ofTenant) await learn(dataset, null)
  for (const id of environmentIds) for (const dataset of ofEnvironment) await learn(dataset, id)
}
