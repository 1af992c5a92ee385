import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cell, count, figure, name, paint, plain, quantity, signed, time } from '../../src/reporters/terminal/text.ts'
import { columnsOf } from '../../src/reporters/terminal/wrap.ts'
import { acting, hostileNames } from '../hostile-names.ts'

describe('what comes from a tenant', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]0;title\u0007after', 'after'],
    ['\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['\u009b2Jgone', 'gone'],
    ['\u001bcreset', 'reset'],
    ['two\r\nlines\tand tab', 'two lines and tab'],
    ['bell\u0007 back\b', 'bell back'],
    ['\u202eexe.cod\u202c\u200f\u2066', 'exe.cod'],
    ['zero\u200bwidth\ufeff', 'zerowidth'],
    ['line\u2028separator', 'lineseparator'],
    ['Käse 日本語 🎧', 'Käse 日本語 🎧'],
  ])('is harmless: %j', (text, shown) => {
    expect(plain(text)).toBe(shown)
  })

  it('never reaches the screen with a control or format character in it', () => {
    const pieces = ['\u001b', '[', ']', '\u0007', '\u202e', '\u009b', '\u2029', '\n', ';', '3', 'm', 'ä']
    const nasty = fc.string({ unit: fc.constantFrom(...pieces) })
    fc.assert(
      fc.property(nasty, (text) => {
        expect(plain(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      }),
    )
  })

  it('is cut to 60 columns, and never in the middle of a character', () => {
    expect(name('a'.repeat(60))).toBe('a'.repeat(60))
    expect(name('a'.repeat(61))).toBe(`${'a'.repeat(59)}…`)
    expect(name('🎧'.repeat(30))).toBe('🎧'.repeat(30))
    expect(name('🎧'.repeat(31))).toBe(`${'🎧'.repeat(29)}…`)
  })

  it('is said to be invisible where nothing of a name is left', () => {
    expect(name(hostileNames['nothing visible'])).toBe('(no visible name)')
    expect(name(hostileNames['only blanks'])).toBe('(no visible name)')
    expect(name('')).toBe('')
  })

  it.each(Object.entries(hostileNames))('sends a terminal nothing that acts: %s', (_, hostile) => {
    for (const shown of [plain(hostile), cell(hostile), name(hostile)]) expect(shown).not.toMatch(acting)
    expect(columnsOf(name(hostile))).toBeLessThanOrEqual(60)
    expect(Math.max(...cell(hostile).split(' ').map(columnsOf))).toBeLessThanOrEqual(120)
    expect(columnsOf(cell(hostile))).toBeLessThanOrEqual(600)
    expect(columnsOf(plain(hostile))).toBeLessThanOrEqual(4000)
  })

  it('keeps at most 4 marks on a letter, and both ends of an endless sentence', () => {
    expect(plain(hostileNames.zalgo)).toBe('Z\u0300\u0316\u0489\u0300a')
    const sentence = plain(`Ann holds ${'role '.repeat(2000)}without a seat.`)
    expect(sentence).toMatch(/^Ann holds role .*…(.*)role without a seat\.$/)
  })

  it('strings of the terminal go whole, with what they carry', () => {
    expect(plain(hostileNames.DCS)).toBe('device')
    expect(plain(hostileNames['APC and PM'])).toBe('private')
    expect(plain(hostileNames['OSC clipboard'])).toBe('clip')
    expect(plain(hostileNames['lone surrogate'])).toBe('half\ufffdemoji')
  })
})

describe('figures', () => {
  it('have thousands separators, units and signs', () => {
    expect(figure(1_234_567.8915)).toBe('1,234,567.892')
    expect(quantity(5000, 'routes')).toBe('5,000 routes')
    expect(quantity(null, 'GB')).toBe('not known')
    expect([signed(1.5, 'GB'), signed(-2, 'GB'), signed(0, 'GB')]).toEqual(['+1.5 GB', '-2 GB', '0 GB'])
    expect([count(1, 'person', 'people'), count(2, 'person', 'people'), count(0, 'finding')]).toEqual([
      '1 person',
      '2 people',
      '0 findings',
    ])
  })

  it('times are read by people, what is no time stays', () => {
    expect(time('2026-11-24T09:00:05.123Z')).toBe('2026-11-24 09:00 UTC')
    expect(time('2026-11')).toBe('2026-11')
  })
})

describe('color', () => {
  it('is there when it is wanted, and only then', () => {
    expect(paint('over', 'red', { color: true, width: 80 })).toBe('\u001b[31mover\u001b[39m')
    expect(paint('over', 'red', { color: false, width: 80 })).toBe('over')
  })
})
