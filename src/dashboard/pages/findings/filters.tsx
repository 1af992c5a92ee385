/** What the list of findings is narrowed to. All of it stands in the address. */
import { Button, Field, SearchBox, Select } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import type { RuleOutcome } from '../../../model/finding.ts'
import type { EnvironmentCapacity } from '../../../model/pool.ts'
import { useSearch } from '../../parts/use-search.ts'
import { useQuery } from '../../router/location.ts'
import { ruleName } from '../../words/names.ts'
import { figure } from '../../words/numbers.ts'

interface FiltersProps {
  readonly rules: readonly RuleOutcome[]
  readonly environments: readonly Pick<EnvironmentCapacity, 'id' | 'name'>[]
  /** Open findings without any filter. */
  readonly total: number | null
}

const names = ['search', 'severity', 'rule', 'environment', 'status', 'user', 'table'] as const

export function Filters({ rules, environments, total }: FiltersProps) {
  const { query, change } = useQuery()
  const [search, setSearch] = useSearch()
  const isFiltered = names.some((name) => query.get(name) !== null)
  const clear = (): void => {
    setSearch('')
    change(Object.fromEntries(names.map((name) => [name, null])))
  }
  return (
    <div className="filters no-print" role="search" aria-label="Findings">
      <Field label="Search">
        <SearchBox
          value={search}
          placeholder="Title, person or id"
          onChange={(_event, { value }) => setSearch(value)}
        />
      </Field>
      <Choice name="severity" label="Severity">
        <option value="">All</option>
        <option value="high">High</option>
        <option value="medium">Medium and above</option>
        <option value="low">Low and above</option>
      </Choice>
      <Choice name="rule" label="Rule">
        <option value="">All{total === null ? '' : ` (${figure(total)})`}</option>
        {rules.map(({ rule, open }) => (
          <option key={rule} value={rule}>
            {ruleName(rule)} ({figure(open)})
          </option>
        ))}
      </Choice>
      <Choice name="environment" label="Environment">
        <option value="">All</option>
        {environments.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Choice>
      <Choice name="status" label="Status">
        <option value="">Open</option>
        <option value="waived">Waived</option>
        <option value="resolved">Resolved</option>
        <option value="all">All</option>
      </Choice>
      {isFiltered ? (
        <Button icon={<DismissRegular />} appearance="subtle" onClick={clear}>
          Clear filters
        </Button>
      ) : null}
    </div>
  )
}

interface ChoiceProps {
  readonly name: (typeof names)[number]
  readonly label: string
  readonly children: ReactNode
}

function Choice({ name, label, children }: ChoiceProps) {
  const { query, change } = useQuery()
  return (
    <Field label={label}>
      <Select value={query.get(name) ?? ''} onChange={(_event, { value }) => change({ [name]: value })}>
        {children}
      </Select>
    </Field>
  )
}
