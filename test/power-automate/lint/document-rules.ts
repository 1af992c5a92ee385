/** Sections 5.2, 5.3 and 5.15: version, host, title, description, metadata and contact. */
import { at, listOf, textOf } from './json.ts'
import { rulesOf, type Linted } from './rule.ts'
import { namesApi, namesProduct } from './words.ts'

const host = ({ definition }: Linted): string => textOf(definition['host'])
const title = ({ definition }: Linted): string => textOf(at(definition, 'info', 'title'))
const description = ({ definition }: Linted): string => textOf(at(definition, 'info', 'description'))
const when = (isBroken: boolean, words: string): string[] => (isBroken ? [words] : [])

const addressRules = rulesOf(2, {
  SwaggerVersionInvalid: ({ definition }) => when(definition['swagger'] !== '2.0', 'swagger is not 2.0'),
  HostMissing: (linted) => when(!/^[^{}/ :\\]+(?::\d+)?$/.test(host(linted)), 'host is no host'),
  HostNotPublic: (linted) =>
    when(
      /^(localhost|127\.|\[?::1|10\.|192\.168\.)|\b(staging|stage|test|dev|uat)\b/i.test(host(linted)),
      host(linted),
    ),
  BasePathInvalid: ({ definition }) => when(!textOf(definition['basePath']).startsWith('/'), 'basePath'),
  SchemesNotHttps: ({ definition }) =>
    when(JSON.stringify(definition['schemes']) !== '["https"]', 'schemes are not https alone'),
  ConsumesMissing: ({ definition }) => when(listOf(definition['consumes']).length === 0, 'consumes'),
})

const titleRules = rulesOf(3, {
  TitleRequired: (linted) => when(title(linted).trim() === '', 'info.title'),
  TitleTooLong: (linted) => when(title(linted).length > 30, title(linted)),
  TitleNotEnglish: (linted) => when(!/^[\x20-\x7e]*$/.test(title(linted)), title(linted)),
  TitleHasReservedWord: (linted) =>
    when(
      namesApi(title(linted)) || /\bconnectors?\b/i.test(title(linted)) || namesProduct(title(linted)),
      title(linted),
    ),
  TitleEndInvalid: (linted) => when(!/[a-z0-9]$/i.test(title(linted)), title(linted)),
  DescriptionLengthInvalid: (linted) =>
    when(description(linted).length < 30 || description(linted).length > 500, `${description(linted).length}`),
  DescriptionHasReservedWord: (linted) =>
    when(namesApi(description(linted)) || namesProduct(description(linted)), description(linted)),
})

const categories = [
  'AI',
  'Business Management',
  'Business Intelligence',
  'Collaboration',
  'Commerce',
  'Communication',
  'Content and Files',
  'Finance',
  'Data',
  'Human Resources',
  'Internet of Things',
  'IT Operations',
  'Lifestyle and Entertainment',
  'Marketing',
  'Productivity',
  'Sales and CRM',
  'Security',
  'Social Media',
  'Website',
]

const metadata = ({ definition }: Linted): Map<string, string> =>
  new Map(
    listOf(definition['x-ms-connector-metadata']).map((entry) => [
      textOf(at(entry, 'propertyName')),
      textOf(at(entry, 'propertyValue')),
    ]),
  )

const metadataRules = rulesOf(15, {
  ConnectorMetadataInvalid: (linted) => {
    const names = listOf(linted.definition['x-ms-connector-metadata']).map((entry) => textOf(at(entry, 'propertyName')))
    return when(names.toSorted().join() !== 'Categories,Privacy policy,Website', names.join())
  },
  MetadataAddressInvalid: (linted) =>
    ['Website', 'Privacy policy'].filter((name) => !(metadata(linted).get(name) ?? '').startsWith('https://')),
  CategoriesInvalid: (linted) => {
    const named = (metadata(linted).get('Categories') ?? '').split(';')
    return when(named.length > 2 || named.some((name) => !categories.includes(name)), named.join())
  },
  ContactIncomplete: ({ definition }) =>
    ['name', 'url', 'email'].filter((name) => textOf(at(definition, 'info', 'contact', name)) === ''),
})

export const documentRules = [...addressRules, ...titleRules, ...metadataRules]
