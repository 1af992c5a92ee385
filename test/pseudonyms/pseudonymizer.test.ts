/** Sentences and fields: what was learned or looks like a name goes, in every spelling; what is ours stays. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Pseudonymizer } from '../../src/pseudonyms/pseudonymizer.ts'
import type { Kind } from '../../src/pseudonyms/tokens.ts'

const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'

function knowing(...names: readonly (readonly [Kind, string])[]): Pseudonymizer {
  const pseudonyms = new Pseudonymizer(new Uint8Array(32).fill(1))
  for (const [kind, name] of names) pseudonyms.learn(kind, name)
  return pseudonyms
}

/** The text with the tokens' digits left out. */
function shape(text: string): string {
  return text.replace(/(?<=[a-z]-)[0-9a-f]{15}/g, '#')
}

describe('a sentence', () => {
  test('loses names, sign-in names, ids and hosts, and keeps its own words', () => {
    const pseudonyms = knowing(['person', 'Ada Lovelace'], ['environment', 'Production'])

    const text = pseudonyms.text(
      `Ada Lovelace (ada@contoso.example, ${id}) writes in Production at https://org.crm.dynamics.com/x`,
    )

    expect(shape(text)).toBe('person-# (user-#, id-#) writes in environment-# at https://host-#/x')
  })

  test('holds the token that the field has', () => {
    const pseudonyms = knowing(['person', 'Ada Lovelace'])

    expect(pseudonyms.text('of Ada Lovelace.')).toBe(`of ${pseudonyms.name('person', 'Ada Lovelace')}.`)
    expect(pseudonyms.text(id.toUpperCase())).toBe(pseudonyms.name('id', id))
    expect(pseudonyms.text(id.replaceAll('-', ''))).toBe(pseudonyms.name('id', id))
    expect(pseudonyms.text('ADA@contoso.example')).toBe(pseudonyms.name('user', 'ada@contoso.example'))
  })

  test.each([
    ['the longest name wins', 'Sales Desk North'],
    ['in capitals', 'SALES DESK NORTH'],
    ['in small letters', 'sales desk north'],
    ['as JSON', JSON.stringify('Sales Desk North')],
    ['percent-encoded', 'https://graph.microsoft.com/x/Sales%20Desk%20North'],
    ['encoded twice', 'x/Sales%2520Desk%2520North'],
    ['as base64', Buffer.from('name=Sales Desk North;').toString('base64')],
  ])('%s', (_, text) => {
    const shown = knowing(['team', 'Sales'], ['team', 'Sales Desk North'], ['team', 'Desk']).text(text)

    expect(shown).not.toMatch(/sales|desk|north/i)
    expect(Buffer.from(shown, 'base64').toString('latin1')).not.toMatch(/sales|desk|north/i)
  })

  test('a plain word is replaced as it is written and as a whole only', () => {
    expect(shape(knowing(['team', 'Sales']).text('Sales, Salesman, sales, *Sales*'))).toBe(
      'team-#, Salesman, sales, *team-#*',
    )
  })

  test('names that overlap both go', () => {
    expect(shape(knowing(['person', 'Ada North'], ['team', 'North Desk']).text('x Ada North Desk y'))).toBe(
      'x person-#team-# y',
    )
  })

  test('the word before a name says which of two things is meant', () => {
    const pseudonyms = knowing(['group', 'Night shift'], ['team', 'Night shift'])

    expect(shape(pseudonyms.text('the Entra group *Night shift*, whose team *Night shift* holds; Night shift'))).toBe(
      'the Entra group *group-#*, whose team *team-#* holds; team-#',
    )
  })

  test('keeps the names of roles whole, unless something else is called so', () => {
    const pseudonyms = knowing(['tenant', 'Contoso'], ['team', 'Dispatcher'])
    pseudonyms.keepName('Contoso Agent')
    pseudonyms.keepName('Dispatcher')

    expect(shape(pseudonyms.text('*Contoso Agent* of CONTOSO, *Dispatcher*'))).toBe(
      '*Contoso Agent* of tenant-#, *team-#*',
    )
  })

  test('keeps ids that every tenant shares', () => {
    const pseudonyms = knowing()
    pseudonyms.keepIdsIn(`{"skuId":"${id}"}`)

    expect(pseudonyms.text(`x ${id} y`)).toBe(`x ${id} y`)
    expect(pseudonyms.name('id', id)).toBe(id)
  })

  test('is the same when it is looked through again, whatever the names', () => {
    const pseudonyms = knowing(['person', 'Ada'], ['team', 'person'], ['team', 'host'])
    const once = pseudonyms.text('Ada of person at host.example')

    expect(pseudonyms.text(once)).toBe(once)
  })

  test('signs alone are no names', () => {
    expect(knowing(['team', '.'], ['team', ' '], ['team', '--']).text('a. b -- c')).toBe('a. b -- c')
  })
})

describe('a field', () => {
  test('of who has no name holds the token of the sign-in name or the id', () => {
    const pseudonyms = knowing()

    expect(pseudonyms.name('person', 'ada@contoso.example')).toBe(pseudonyms.name('user', 'ADA@contoso.example'))
    expect(pseudonyms.name('person', id)).toBe(pseudonyms.name('id', id.toUpperCase()))
  })

  test('of a host that all share stays', () => {
    expect(knowing().name('host', 'graph.microsoft.com')).toBe('graph.microsoft.com')
  })
})

const wild = fc.string({ unit: 'binary', maxLength: 12 })
const names = fc.array(
  fc.tuple(wild, wild, fc.constantFrom<Kind>('tenant', 'person', 'environment', 'team', 'group', 'application')),
  { minLength: 1, maxLength: 8 },
)
const spelled = fc.constantFrom<(name: string) => string>(
  (name) => name,
  (name) => JSON.stringify(name),
  (name) => JSON.stringify(name).slice(1, -1),
  (name) => encodeURIComponent(name.toWellFormed()),
)

test('no name survives in any sentence, however it is spelled and whatever stands around it', () => {
  fc.assert(
    fc.property(
      names,
      fc.array(fc.tuple(fc.nat(), spelled, fc.constantFrom(' ', ' *', '"', ' (', ', ', '\n', ': '))),
      (given, parts) => {
        const planted = given.map(([before, after, kind], index) => [kind, `${before}Quokka${index}${after}`] as const)
        // An encoder makes one mark of all lone surrogates: such a name comes back as what it was made.
        const pseudonyms = knowing(...planted, ...planted.map(([kind, name]) => [kind, name.toWellFormed()] as const))
        const text = parts
          .map(([index, spell, mark]) => `can write${mark}${spell(planted[index % planted.length]?.[1] ?? '')}${mark}`)
          .join(' in ')

        expect(pseudonyms.text(text)).not.toMatch(/quokka/i)
      },
    ),
    { seed: 5, numRuns: 500 },
  )
})
