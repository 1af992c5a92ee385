/** The warnings of section 5: blanks, order, wording, and what an operation should say of errors. */
import { walk } from './json.ts'
import { perOperation, rulesOf, type Linted } from './rule.ts'
import { camelCaseWord } from './words.ts'

const order = [
  'swagger',
  'info',
  'host',
  'basePath',
  'schemes',
  'consumes',
  'produces',
  'paths',
  'definitions',
  'parameters',
  'responses',
  'securityDefinitions',
  'security',
  'tags',
]

/** Places in the text of a file where a pattern is found. */
function linesWith({ files }: Linted, isBroken: (line: string) => boolean): string[] {
  return ['apiDefinition.swagger.json', 'apiProperties.json'].flatMap((name) =>
    (files.get(name) ?? Buffer.alloc(0))
      .toString('utf8')
      .split('\n')
      .flatMap((line, index) => (isBroken(line) ? [`${name}:${index + 1}`] : [])),
  )
}

/** What a person reads: titles, summaries and descriptions. */
function shownTexts({ definition }: Linted): { text: string; path: readonly string[] }[] {
  return [...walk(definition)].flatMap(({ value, path }) =>
    typeof value === 'string' && ['title', 'summary', 'description', 'x-ms-summary'].includes(path.at(-1) ?? '')
      ? [{ text: value, path }]
      : [],
  )
}

export const styleRules = rulesOf(
  0,
  {
    TrailingWhitespace: (linted) => linesWith(linted, (line) => /[ \t\r]$/.test(line)),
    TabUsed: (linted) => linesWith(linted, (line) => line.includes('\t')),
    IndentationNotFourSpaces: (linted) =>
      linesWith(linted, (line) => (/^ */.exec(line)?.[0].length ?? 0) % 4 !== 0).slice(0, 1),
    PropertyOrder: ({ definition }) => {
      const found = Object.keys(definition).filter((name) => order.includes(name))
      const expected = order.filter((name) => found.includes(name))
      return found.join() === expected.join() ? [] : [found.join()]
    },
    CamelCaseString: (linted) =>
      shownTexts(linted)
        .filter(({ text }) => camelCaseWord(text) !== null)
        .map(({ path }) => path.join('.')),
    StringTooLong: ({ definition }) =>
      [...walk(definition)]
        .filter(({ value }) => typeof value === 'string' && value.length > 500)
        .map(({ path }) => path.join('.')),
    OperationWithoutClientError: perOperation(
      ({ responses }) => !Object.keys(responses).some((status) => status.startsWith('4')),
    ),
    ProducesNotJson: ({ definition }) =>
      JSON.stringify(definition['produces']) === '["application/json"]' ? [] : ['produces'],
  },
  'warning',
)
