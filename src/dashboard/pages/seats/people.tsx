/** Everybody who holds a seat: searched and paged by the service, drawn row by row as they come into view. */
import { Field, SearchBox, Select } from '@fluentui/react-components'
import type { SeatsDocument } from '../../../model/documents.ts'
import { usePages } from '../../api/use-pages.ts'
import { useSearch } from '../../parts/use-search.ts'
import { Section } from '../../parts/section.tsx'
import { Empty, ProblemBar, Waiting } from '../../parts/states.tsx'
import { VirtualTable } from '../../parts/virtual-table.tsx'
import { useQuery } from '../../router/location.ts'
import { RouteLink } from '../../router/route-link.tsx'
import { useTenantPath } from '../../shell/tenant.tsx'
import { planName } from '../../words/names.ts'
import { count, price } from '../../words/numbers.ts'
import { day } from '../../words/times.ts'

type Person = NonNullable<SeatsDocument['people']>[number]

const verdicts: readonly Person['verdict'][] = ['ok', 'idle', 'duplicate', 'no-prerequisite', 'not-assessed']

export function People() {
  const path = useTenantPath()
  const { query, change, hrefWith } = useQuery()
  const [search, setSearch] = useSearch()
  const verdict = query.get('verdict')
  const list = usePages(
    path('people', { search: query.get('search'), verdict, limit: '200' }),
    'seatledger.seats/1',
    peopleOf,
  )
  return (
    <Section title="People" note={list.total === null ? undefined : count(list.total, 'person', 'people')}>
      <div className="filters no-print" role="search" aria-label="People">
        <Field label="Search">
          <SearchBox
            value={search}
            placeholder="Name or sign-in name"
            onChange={(_event, { value }) => setSearch(value)}
          />
        </Field>
        <Field label="Verdict">
          <Select value={verdict ?? ''} onChange={(_event, { value }) => change({ verdict: value })}>
            <option value="">All</option>
            {verdicts.map((one) => (
              <option key={one} value={one}>
                {one.replaceAll('-', ' ')}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {list.problem === null ? null : <ProblemBar problem={list.problem} reload={list.reload} />}
      {list.rows.length === 0 && list.isLoading ? <Waiting what="the people" /> : null}
      {list.rows.length === 0 && !list.isLoading && list.problem === null ? <Empty title="Nobody matches." /> : null}
      {list.rows.length === 0 ? null : (
        <VirtualTable
          label="People with a seat"
          list={list}
          keyOf={({ id }) => id}
          columns={[
            {
              title: 'Person',
              width: '2fr',
              cell: ({ id, name, upn }) => (
                <>
                  <RouteLink to={hrefWith({ open: id })}>{name}</RouteLink>
                  <div className="quiet small break">{upn ?? ''}</div>
                </>
              ),
            },
            { title: 'Seats', width: '2fr', cell: ({ seats }) => seats.map(({ plan }) => planName(plan)).join(', ') },
            { title: 'Last sign-in', width: '1fr', cell: ({ lastSignIn }) => day(lastSignIn) },
            { title: 'Verdict', width: '1fr', cell: ({ verdict: said }) => said.replaceAll('-', ' ') },
            { title: 'Saving a month', width: '1fr', isNumber: true, cell: saving },
          ]}
        />
      )}
    </Section>
  )
}

function peopleOf({ people }: SeatsDocument): readonly Person[] {
  return people ?? []
}

/** null beside a seat that is needed means that there is nothing to save: only an idle or double seat has a saving. */
function saving({ saving: amount, verdict }: Person): string {
  return amount === null && verdict !== 'idle' && verdict !== 'duplicate' ? '–' : price(amount)
}
