/** The parts of the meta-schema of draft 4 that the official schema refers to, in the words of draft 7: nothing is fetched. */

const natural = { type: 'integer', minimum: 0 }
const simple = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']

export const draft4 = {
  definitions: {
    positiveInteger: natural,
    positiveIntegerDefault0: natural,
    stringArray: { type: 'array', items: { type: 'string' }, minItems: 1, uniqueItems: true },
  },
  properties: {
    title: { type: 'string' },
    description: { type: 'string' },
    default: {},
    multipleOf: { type: 'number', exclusiveMinimum: 0 },
    maximum: { type: 'number' },
    exclusiveMaximum: { type: 'boolean' },
    minimum: { type: 'number' },
    exclusiveMinimum: { type: 'boolean' },
    pattern: { type: 'string' },
    uniqueItems: { type: 'boolean' },
    enum: { type: 'array', minItems: 1, uniqueItems: true },
    type: { anyOf: [{ enum: simple }, { type: 'array', items: { enum: simple }, minItems: 1, uniqueItems: true }] },
  },
}
