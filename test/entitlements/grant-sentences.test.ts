/** What a family grants, in sentences: known, not known, nothing, contested; and the sum over all of them. */
import { describe, expect, test } from 'vitest'
import { accrualNote, defaultNote, reconciliationSentences } from '../../src/entitlements/grant-sentences.ts'
import type { Grant } from '../../src/entitlements/grants.ts'
import { line, reading } from './tenant.ts'

describe('what a family grants, in words', () => {
  const grant: Grant = {
    skuId: 'a',
    sku: 'SKU_A',
    family: 'Family A',
    seats: 1200,
    defaultMB: 10_240,
    perSeat: '250 MB',
    accruedMB: 300_000,
    trust: 'primary',
    basis: 'Clause A',
    contested: null,
  }

  test('an accrual beside the lines', () => {
    const tail = "the admin API has 1 GB [Clause A (by another page of Microsoft's)]."
    expect(accrualNote('SKU_A', grant, 1024)).toBe(`SKU_A is Family A: 1,200 x 250 MB = 292.969 GB, ${tail}`)
    expect(accrualNote('SKU_A', { ...grant, accruedMB: 0 }, 1024)).toBe(`SKU_A is Family A: no accrual, ${tail}`)
    expect(accrualNote('SKU_A', { ...grant, perSeat: null }, 1024)).toBe(`SKU_A is Family A: no accrual, ${tail}`)
    expect(accrualNote('SKU_A', { ...grant, accruedMB: null, contested: 'But B.' }, 1024)).toBe(
      `SKU_A is Family A: an accrual that this edition does not know, ${tail} But B.`,
    )
    expect(accrualNote('SKU_A', undefined, 1024)).toBe('The edition names no family for SKU_A.')
  })

  test('a default beside the largest base', () => {
    const tail = "the admin API has 5 GB [Clause A (by another page of Microsoft's)]."
    expect(defaultNote('SKU_A', grant, 5120)).toBe(`SKU_A is Family A: a default of 10 GB, ${tail}`)
    expect(defaultNote('SKU_A', { ...grant, defaultMB: 0 }, 5120)).toBe(`SKU_A is Family A: no default, ${tail}`)
    expect(defaultNote('SKU_A', { ...grant, defaultMB: null, contested: 'But B.' }, 5120)).toBe(
      `SKU_A is Family A: a default that this edition does not know, ${tail} But B.`,
    )
    expect(defaultNote('SKU_A', undefined, 5120)).toBe('The edition names no family for SKU_A.')
  })

  test('all of it: one sentence per SKU, lines that none explains by code, and the sum', () => {
    const lines = [
      line('base', 'a', 10_240),
      line('base', 'other', 2048, { code: 'Z' }),
      line('incremental', 'a', 1024),
      line('incremental', 'a', 512),
      line('incremental', 'other', 256, { code: 'B' }),
      line('incremental', 'another', 256, { code: 'B' }),
      line('addOn', 'a', 4096),
    ]
    const small = { ...grant, skuId: 'b', sku: 'SKU_B', defaultMB: 5120, accruedMB: 0, perSeat: null }

    expect(reconciliationSentences([grant, small], reading('file', lines))).toEqual([
      "SKU_A (Family A): a default of 10 GB and 1,200 x 250 MB = 292.969 GB; the admin API has 10 GB and 1.5 GB [Clause A (by another page of Microsoft's)].",
      "SKU_B (Family A): a default of 5 GB and no accrual; the admin API has no line of it [Clause A (by another page of Microsoft's)].",
      'No counted seats of a family of this edition explain the lines of B: 0.5 GB.',
      'No counted seats of a family of this edition explain the lines of Z: 2 GB.',
      'All licenses of the tenant: largest default 10 GB + accruals 292.969 GB = 302.969 GB; the admin API has 12 GB without add-ons (1 GB = 1,024 MB).',
    ])
    expect(reconciliationSentences([], reading('file', [line('addOn', 'a', 4096)]))).toEqual([])
    expect(reconciliationSentences([], reading('file', [line('base', 'a', 4096)]))).toHaveLength(2)
    expect(reconciliationSentences([{ ...grant, contested: 'But B.' }], reading('file', []))[0]).toBe(
      "SKU_A (Family A): a default of 10 GB and 1,200 x 250 MB = 292.969 GB; the admin API has no line of it [Clause A (by another page of Microsoft's)]. But B.",
    )
  })

  test.each([
    { ...grant, defaultMB: null },
    { ...grant, accruedMB: null },
  ])('what is not known makes the sum a least one', (one) => {
    const [, sum] = reconciliationSentences([one], reading('file', []))

    expect(sum).toContain('= at least ')
    expect(sum).toContain('; the admin API has 0 GB without add-ons')
  })
})
