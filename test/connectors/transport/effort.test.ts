/** What a request cost, in words. */
import { expect, test } from 'vitest'
import { effortWords, minutesWords } from '../../../connectors/transport/effort.ts'

test.each([
  [1, 0, 600_000, 'after 1 try in 0 s at a.example:8443 (time budget 10 minutes)'],
  [2, 1, 60_000, 'after 2 tries in 1 s at a.example:8443 (time budget 1 minute)'],
  [8, 191_001, 10_800_000, 'after 8 tries in 3 min 12 s at a.example:8443 (time budget 180 minutes)'],
  [8, 3_600_000, 10_800_000, 'after 8 tries in 1 h at a.example:8443 (time budget 180 minutes)'],
  [8, 7_505_000, 10_800_000, 'after 8 tries in 2 h 5 min 5 s at a.example:8443 (time budget 180 minutes)'],
])('%d tries in %d ms of %d', (tries, elapsedMs, budgetMs, words) => {
  expect(effortWords({ host: 'a.example:8443', tries, elapsedMs, budgetMs })).toBe(words)
})

test.each([
  [600, '0.01 minutes'],
  [90_000, '1.5 minutes'],
  [604_800_000, '10080 minutes'],
])('%d ms are %s', (ms, words) => {
  expect(minutesWords(ms)).toBe(words)
})
