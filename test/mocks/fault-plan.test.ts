/** Plan files: what is taken as it is, and the sentence for each mistake. */
import { expect, it } from 'vitest'
import { parseFaultPlan } from '../../mocks/faults/parse-plan.ts'

it('takes a plan as it is', () => {
  const plan = {
    seed: 1,
    faults: [
      { name: 'storm', fault: { kind: 'status', status: 429, retryAfter: { inSeconds: 30 } }, at: { api: ['graph'] } },
      { fault: { kind: 'clock-skew', seconds: -60 } },
      { fault: { kind: 'reset-body', afterBytes: 10 }, at: { page: 'later', from: 2, times: 'forever', rate: 0.5 } },
    ],
  }

  expect(parseFaultPlan(plan)).toEqual(plan)
})

it.each([
  [null, 'the plan: '],
  [{ faults: [] }, 'seed: '],
  [{ seed: 1, faults: [{ fault: { kind: 'explode' } }] }, 'faults[0].fault.kind: '],
  [{ seed: 1, faults: [{ fault: { kind: 'status', status: 200 } }] }, 'faults[0].fault.status: '],
  [{ seed: 1, faults: [{ fault: { kind: 'status', status: 403, claims: true } }] }, 'only a 401 asks for claims'],
  [{ seed: 1, faults: [{ fault: { kind: 'refuse' }, at: { page: 0 } }] }, 'faults[0].at.page: '],
  [
    { seed: 1, faults: [{ fault: { kind: 'refuse' }, at: { path: '(' } }] },
    'faults[0].at.path: is no regular expression',
  ],
  [{ seed: 1, faults: [{ fault: { kind: 'refuse' }, at: { rate: 2 } }] }, 'faults[0].at.rate: '],
  [{ seed: 1, faults: [{ fault: { kind: 'refuse' }, at: { host: 'graph' } }] }, 'faults[0].at: '],
  [{ seed: 1, faults: [{ fault: { kind: 'refuse', how: 'badly' } }] }, 'faults[0].fault: '],
  [{ seed: 1, faults: [{ fault: { kind: 'foreign-link', origin: 'https://a.example/x' } }] }, 'is no origin'],
  [{ seed: 1, faults: [{ fault: { kind: 'clock-skew', seconds: 1 }, at: {} }] }, 'takes no target'],
])('refuses %j', (plan, sentence) => {
  expect(() => parseFaultPlan(plan)).toThrow(sentence)
})
