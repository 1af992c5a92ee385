/** What each field of each document is taken for: words of lists, times and figures stay, so that a document stays one whatever people are called. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { AlertDocument } from '../../src/model/alert.ts'
import * as documents from '../../src/model/documents.ts'
import { PlanDocument } from '../../src/model/plan.ts'
import { RightsDocument } from '../../src/model/rights.ts'
import { treatmentOf } from '../../src/pseudonyms/fields.ts'

const all = [
  ...Object.entries(documents).filter(([name]) => name.endsWith('Document')),
  ['Alert', AlertDocument],
  ['Plan', PlanDocument],
  ['Rights', RightsDocument],
]

interface Field {
  readonly parent: string
  readonly name: string
  readonly isWordOfList: boolean
}

/** Every text field of a schema, with the field that holds its object. */
function* fieldsOf(schema: unknown, parent: string, name: string): Generator<Field> {
  if (schema instanceof z.ZodObject) {
    for (const [inner, type] of Object.entries(schema.shape)) yield* fieldsOf(type, name, inner)
  } else if (schema instanceof z.ZodArray) yield* fieldsOf(schema.element, parent, name)
  else if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional)
    yield* fieldsOf(schema.unwrap(), parent, name)
  else if (schema instanceof z.ZodUnion) for (const option of schema.options) yield* fieldsOf(option, parent, name)
  else if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) yield { parent, name, isWordOfList: true }
  else if (schema instanceof z.ZodString) yield { parent, name, isWordOfList: false }
}

const fields = all.flatMap(([, schema]) => [...fieldsOf(schema, '', '')])

test('words of lists stay', () => {
  const words = fields.filter(({ isWordOfList }) => isWordOfList)

  expect(words.length).toBeGreaterThan(100)
  expect(words.filter(({ parent, name }) => treatmentOf({}, parent, name) !== 'stays')).toEqual([])
})

test('what may hold names is looked through or replaced, field by field', () => {
  const shown = new Map(
    fields.map(({ parent, name }) => [`${parent}.${name}`, treatmentOf({ kind: 'user' }, parent, name)]),
  )
  const changed = [...shown]
    .filter(([, treatment]) => treatment !== 'stays')
    .map(([field, treatment]) => `${field}: ${treatment}`)

  expect(changed.toSorted()).toMatchInlineSnapshot(`
    [
      ".derivation: sentence",
      ".file: file",
      ".hint: sentence",
      ".message: sentence",
      ".tenantId: id",
      ".tenantName: tenant",
      ".text: sentence",
      ".ties: sentence",
      ".why: sentence",
      "checks.check: sentence",
      "checks.command: sentence",
      "checks.fix: sentence",
      "checks.found: sentence",
      "coverage.fix: sentence",
      "coverage.reason: sentence",
      "environment.id: id",
      "environment.name: environment",
      "environments.billingPolicy: policy",
      "environments.id: id",
      "environments.name: environment",
      "evidence.applicationId: id",
      "evidence.from: id",
      "evidence.latent: sentence",
      "evidence.map: sentence",
      "evidence.reason: sentence",
      "evidence.to: id",
      "finding.detail: sentence",
      "finding.title: sentence",
      "findings.detail: sentence",
      "findings.title: sentence",
      "group.id: id",
      "group.name: group",
      "groups.action: sentence",
      "incomplete.reason: sentence",
      "paths.team: team",
      "people.id: id",
      "people.name: person",
      "people.upn: user",
      "purchases.priceSource: sentence",
      "remedies.target: sentence",
      "remedies.text: sentence",
      "reused.from: sentence",
      "roles.team: team",
      "rules.reason: sentence",
      "sources.request: sentence",
      "subject.id: id",
      "subject.name: person",
      "subject.upn: user",
      "targets.reason: sentence",
      "user.id: id",
      "user.name: person",
      "user.upn: user",
      "waiver.by: person",
      "waiver.reason: sentence",
    ]
  `)
})

test.each([
  ['user', 'id', 'person'],
  ['tenant', 'id', 'tenant'],
  ['environment', 'id', 'environment'],
  ['application', 'id', 'application'],
  ['subscription', 'stays', 'stays'],
])('the subject %s', (kind, id, name) => {
  expect(treatmentOf({ kind }, 'subject', 'id')).toBe(id)
  expect(treatmentOf({ kind }, 'subject', 'name')).toBe(name)
  expect(treatmentOf({ kind }, 'subject', 'upn')).toBe('user')
})

test.each([
  ['role', 'stays', 'stays'],
  ['table', 'stays', 'stays'],
  ['environment', 'id', 'environment'],
])('a group by %s', (by, id, name) => {
  expect([treatmentOf({ by }, 'groups', 'id'), treatmentOf({ by }, 'groups', 'name')]).toEqual([id, name])
})

test('the target of a remedy is a role, or anything', () => {
  expect(treatmentOf({ kind: 'remove-role' }, 'remedies', 'target')).toBe('stays')
  expect(treatmentOf({ kind: 'configure' }, 'remedies', 'target')).toBe('sentence')
})
