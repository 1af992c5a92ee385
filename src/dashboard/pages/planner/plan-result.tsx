/** What to buy, what is there already, what it costs, and why. */
import type { PlanDocument, Purchase } from '../../../model/plan.ts'
import { Section } from '../../parts/section.tsx'
import { Empty, ProblemBar, Waiting } from '../../parts/states.tsx'
import { Table } from '../../parts/table.tsx'
import { planName } from '../../words/names.ts'
import { count, price, figure } from '../../words/numbers.ts'
import { PlanPools } from './plan-pools.tsx'
import { usePlan, type PlanBody } from './use-plan.ts'

export function PlanResult({ body }: { readonly body: PlanBody }) {
  const { plan, problem, isLoading } = usePlan(body)
  return (
    <div aria-busy={isLoading}>
      {problem === null ? null : <ProblemBar problem={problem} />}
      {plan === null && isLoading ? <Waiting what="the plan" /> : null}
      {plan === null ? null : <Plan plan={plan} />}
    </div>
  )
}

function Plan({ plan }: { readonly plan: PlanDocument }) {
  return (
    <>
      <Section title="To buy" note="Cheapest first; each price with its source. Resellers set their own.">
        <p role="status" className="big">
          {price(plan.monthly)} a month
        </p>
        {plan.purchases.length === 0 ? (
          <Empty title="Nothing needs to be bought." />
        ) : (
          <Purchases purchases={plan.purchases} />
        )}
        {plan.reused.length === 0 ? null : (
          <>
            <h3>Already there</h3>
            <ul>
              {plan.reused.map(({ skuId, count: units, from }) => (
                <li key={`${skuId}|${from}`}>
                  {count(units, 'unit')} of <code>{skuId}</code>: {from}
                </li>
              ))}
            </ul>
          </>
        )}
        <Sentences title="Equal in price" sentences={plan.ties} />
        <Sentences title="Why" sentences={plan.why} />
      </Section>
      <PlanPools pools={plan.pools} />
    </>
  )
}

function Purchases({ purchases }: { readonly purchases: readonly Purchase[] }) {
  return (
    <Table
      caption="Purchases"
      rows={purchases}
      keyOf={({ plan }) => plan}
      columns={[
        { title: 'Plan', cell: ({ plan }) => planName(plan) },
        { title: 'Seats', isNumber: true, cell: ({ count: seats }) => figure(seats) },
        { title: 'Price each', isNumber: true, cell: ({ unitPrice }) => price(unitPrice) },
        { title: 'A month', isNumber: true, cell: ({ monthly }) => price(monthly) },
        { title: 'Source of the price', cell: ({ priceSource }) => <span className="small">{priceSource}</span> },
      ]}
    />
  )
}

function Sentences({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  )
}
