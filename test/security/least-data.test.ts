/** What a sync asks for at most: named columns, and none that holds a phone number, a provider's secret, mail, or what a record says. */
import { expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { installProduct } from '../cli/practice-product.ts'

/** Columns and properties that no finding rests on. */
const neverAsked = [
  'phone',
  'mobile',
  'fax',
  'mail',
  'address',
  'birth',
  'secret',
  'password',
  'connectionstring',
  'accesskey',
  'token',
  'title',
  'description',
  'transcript',
  'changedata',
  'oldvalue',
  'newvalue',
]

/** Of `$select`, of the expanded ones, and of FetchXML; what a filter compares with is not asked for. */
function askedColumns(target: string): string[] {
  const { searchParams } = new URL(target, 'https://any.example')
  const selected = searchParams.get('$select')?.split(',') ?? []
  const expanded = [...(searchParams.get('$expand') ?? '').matchAll(/\$select=([^;)]*)/g)].flatMap(([, list = '']) =>
    list.split(','),
  )
  const fetched = [...(searchParams.get('fetchXml') ?? '').matchAll(/<attribute[^>]*name=["']([^"']+)["']/g)].map(
    ([, name = '']) => name,
  )
  return [...selected, ...expanded, ...fetched].map((name) => name.trim().toLowerCase())
}

/** Requests that name no columns of rows. */
const ofFunctions = /\/(?:\$batch|getByIds|WhoAmI|\$metadata|RetrieveTotalRecordCount)/

async function requestsOf(tenant: string): Promise<string[]> {
  const product = installProduct(loadTenant(tenant))
  await product.run(['sync', '--evidence'])
  return product.cloud.requests().map(({ target }) => target)
}

test.each(['contoso', 'fabrikam'])(
  '%s: no column of a person, a provider or a record beyond what is judged',
  async (name) => {
    const targets = await requestsOf(name)

    const columns = new Set(targets.flatMap(askedColumns))
    expect(columns.size).toBeGreaterThan(30)
    expect([...columns].filter((column) => neverAsked.some((word) => column.includes(word)))).toEqual([])
  },
)

test('rows of Dataverse and of Graph are asked for by named columns, never whole', async () => {
  const targets = await requestsOf('fabrikam')

  const ofRows = targets.filter((target) => /^\/(?:v1\.0|api\/data)\//.test(target) && !ofFunctions.test(target))
  const whole = ofRows.filter((target) => askedColumns(target).length === 0)
  expect(ofRows.length).toBeGreaterThan(30)
  // The audit log of Entra takes no $select (contracts/graph.md 9).
  expect(new Set(whole.map((target) => target.split('?')[0]))).toEqual(new Set(['/v1.0/auditLogs/directoryAudits']))
})
