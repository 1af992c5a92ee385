/** The areas whose tests are tested by mutation, and the tests that must notice a mutant: fast ones, no command lines. */
export interface Area {
  readonly mutate: readonly string[]
  readonly tests: readonly string[]
}

const areas: ReadonlyMap<string, Area> = new Map([
  ['rules', { mutate: ['src/rules/**/*.ts'], tests: testsIn('rules', 'findings') }],
  [
    'entitlements',
    // Without those that try hundreds of tenants or editions: they take seconds for each mutant that lives.
    {
      mutate: ['src/entitlements/**/*.ts'],
      tests: ['test/entitlements/!(properties|edition-figures|family-figures).test.ts'],
    },
  ],
  ['access', { mutate: ['src/access/**/*.ts'], tests: testsIn('access', 'facts', 'rules', 'rights') }],
  ['transport', { mutate: ['connectors/transport/**/*.ts'], tests: testsIn('connectors') }],
])

export const areaNames: readonly string[] = [...areas.keys()]

export function areaNamed(name: string): Area {
  const area = areas.get(name)
  if (area === undefined) throw new Error(`no such area: "${name}"; there are ${areaNames.join(', ')}`)
  return area
}

function testsIn(...folders: string[]): readonly string[] {
  return folders.map((folder) => `test/${folder}/**/*.test.ts`)
}
