/** Our package has no fault; for each rule there is a copy with one thing broken, and the rule finds it. */
import { describe, expect, test } from 'vitest'
import { drawIcon } from '../icon.ts'
import { makePackage, type PackageFiles } from '../package-files.ts'
import { bytes, definition, inside, listIn, properties, text, without } from './broken-copy.ts'
import { lintPackage, lintRules, type LintOptions } from './lint.ts'
import type { Json, JsonObject } from './json.ts'

const summary = ['paths', '/connector/v1/summary', 'get'] as const
const findings = ['paths', '/connector/v1/findings', 'get'] as const
const finding = ['paths', '/connector/v1/findings/{findingId}', 'get'] as const
const trigger = ['paths', '/connector/v1/subscriptions'] as const
const plan = ['paths', '/connector/v1/plan', 'post'] as const

/** One field set; undefined takes it away. */
function set(path: readonly (string | number)[], name: string, value: Json | undefined): PackageFiles {
  return definition((document) => put(inside(document, ...path), name, value))
}

function put(object: JsonObject, name: string, value: Json | undefined): void {
  if (value === undefined) delete object[name]
  else object[name] = value
}

const setInProperties = (name: string, value: Json | undefined): PackageFiles =>
  properties((document) => put(inside(document, 'properties'), name, value))

/** One more parameter of an operation. */
const addParameter = (operation: readonly string[], parameter: JsonObject): PackageFiles =>
  definition((document) => listIn(document, ...operation, 'parameters').push(parameter))

const query = (name: string): JsonObject => ({
  name,
  in: 'query',
  type: 'string',
  'x-ms-summary': 'More',
  description: 'More.',
})

/** A path of an operation renamed. */
const renamePath = (from: string, to: string): PackageFiles =>
  definition((document) => {
    const paths = inside(document, 'paths')
    put(paths, to, paths[from])
    delete paths[from]
  })

const annotate = (annotation: JsonObject, deprecated = false): PackageFiles =>
  definition((document) => {
    const operation = inside(document, ...summary)
    operation['x-ms-api-annotation'] = annotation
    if (deprecated) operation['deprecated'] = true
  })

const sameFamily = (): PackageFiles =>
  definition((document) => {
    for (const operation of [summary, findings]) {
      inside(document, ...operation)['x-ms-api-annotation'] = { family: 'GetAny', revision: 1, status: 'Production' }
    }
  })

const location = ['responses', '201'] as const
const notificationUrl = ['definitions', 'SubscriptionRequest', 'properties', 'notificationUrl'] as const
const poolEnum = ['definitions', 'Pool', 'properties', 'unit'] as const
const policies = (document: JsonObject): Json[] => listIn(document, 'properties', 'policyTemplateInstances')
const swapped = (name: string, first: string): PackageFiles =>
  definition((document) => {
    const rest = { ...document }
    for (const key of Object.keys(document)) delete document[key]
    put(document, first, rest[first])
    Object.assign(document, rest)
    delete document[name]
    put(document, name, rest[name])
  })

const white = drawIcon('#ffffff')
const resized = (width: number, height: number): PackageFiles =>
  bytes('icon.png', (icon) => {
    const copy = Buffer.from(icon)
    copy.writeUInt32BE(width, 16)
    copy.writeUInt32BE(height, 20)
    return copy
  })

const longWord = 'A'.repeat(81)

const broken: Readonly<Record<string, () => PackageFiles>> = {
  FileMissing: () => without('apiProperties.json'),
  FileNotUtf8: () => bytes('apiProperties.json', (given) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), given])),
  FileNotStrictJson: () => text((given) => `// a comment\n${given}`),
  FileTooLarge: () => text((given) => given + '\n'.repeat(1_048_576)),
  SchemaViolation: () => makePackage(),
  SwaggerVersionInvalid: () => set([], 'swagger', '3.0'),
  HostMissing: () => set([], 'host', 'https://seatledger.example.com/'),
  HostNotPublic: () => set([], 'host', 'localhost:8484'),
  BasePathInvalid: () => set([], 'basePath', 'connector'),
  SchemesNotHttps: () => set([], 'schemes', ['https', 'http']),
  ConsumesMissing: () => set([], 'consumes', undefined),
  TitleRequired: () => set(['info'], 'title', ''),
  TitleTooLong: () => set(['info'], 'title', 'Seatledger for the whole company'),
  TitleNotEnglish: () => set(['info'], 'title', 'Sitzbücher'),
  TitleHasReservedWord: () => set(['info'], 'title', 'Seatledger Connector'),
  TitleEndInvalid: () => set(['info'], 'title', 'Seatledger!'),
  DescriptionLengthInvalid: () => set(['info'], 'description', 'Tells seats.'),
  DescriptionHasReservedWord: () => set(['info'], 'description', 'Tells who can write which tables of Dataverse.'),
  ConnectorMetadataInvalid: () => definition((document) => listIn(document, 'x-ms-connector-metadata').pop()),
  MetadataAddressInvalid: () => set(['x-ms-connector-metadata', 0], 'propertyValue', 'seatledger'),
  CategoriesInvalid: () => set(['x-ms-connector-metadata', 2], 'propertyValue', 'IT operations'),
  ContactIncomplete: () => set(['info', 'contact'], 'email', undefined),
  OperationIdRequired: () => set(summary, 'operationId', undefined),
  OperationIdNotUnique: () => set(summary, 'operationId', 'ListPools'),
  OperationIdSanitized: () => set(summary, 'operationId', 'Get-Summary'),
  OperationIdNotPascalCase: () => set(summary, 'operationId', 'getSummary'),
  OperationIdTooLong: () => set(summary, 'operationId', longWord),
  OperationSummaryRequired: () => set(summary, 'summary', undefined),
  OperationSummaryTooLong: () => set(summary, 'summary', longWord),
  OperationSummaryCharactersInvalid: () => set(summary, 'summary', 'Get and/or list'),
  OperationSummaryNotSentenceCase: () => set(summary, 'summary', 'Get The Tenant Summary'),
  OperationSummaryEndsInPunctuation: () => set(summary, 'summary', 'Get the tenant summary.'),
  OperationDescriptionNotSentence: () => set(summary, 'description', 'Tells whether it is over'),
  OperationDescriptionSameAsSummary: () => set(summary, 'description', 'Get the tenant summary.'),
  OperationPathMustStartWithSlash: () => renamePath('/connector/v1/summary', 'connector/v1/summary'),
  OperationPathMayNotContainQueryOrFragment: () => renamePath('/connector/v1/summary', '/connector/v1/summary?a=b'),
  OperationPathContainsUnsupportedCharacters: () => renamePath('/connector/v1/summary', '/connector/v1/*'),
  OperationPathTemplateNotValid: () => renamePath('/connector/v1/summary', '/connector/v1/{summary'),
  DuplicateOperationPath: () => renamePath('/connector/v1/summary', '/connector/v1/findings/{other}'),
  ParameterSummaryRequired: () => set([...summary, 'parameters', 0], 'x-ms-summary', undefined),
  ParameterSummaryTooLong: () => set([...summary, 'parameters', 0], 'x-ms-summary', longWord),
  ParameterDescriptionNotSentence: () => set([...summary, 'parameters', 0], 'description', 'The tenant'),
  ParameterTypeRequired: () => set([...summary, 'parameters', 0], 'type', undefined),
  PathParameterNotRequired: () => set([...finding, 'parameters', 0], 'required', false),
  PathParameterWithoutUrlEncoding: () => set([...finding, 'parameters', 0], 'x-ms-url-encoding', undefined),
  InternalParameterWithoutDefault: () =>
    addParameter(summary, { ...query('key'), required: true, 'x-ms-visibility': 'internal' }),
  OperationMissingPathParameter: () => definition((document) => listIn(document, ...finding, 'parameters').shift()),
  ConnectionIdParameterNotAllowed: () => addParameter(summary, query('connectionId')),
  OperationParametersContainDuplicateParameter: () => addParameter(summary, query('tenantId')),
  OperationParametersContainMultipleBodyParameters: () =>
    addParameter(plan, { ...query('second'), in: 'body', schema: { $ref: '#/definitions/Staffing' } }),
  BodyOrFormDataParameterInFetchOperationNotAllowed: () =>
    addParameter(summary, { ...query('body'), in: 'body', schema: { $ref: '#/definitions/Staffing' } }),
  OperationMustHaveResponse: () => set(summary, 'responses', {}),
  OperationMustHaveResponseWithSchema: () => set([...summary, 'responses', '200'], 'schema', undefined),
  OperationHasManyResponsesWithSchema: () =>
    set([...summary, 'responses'], '202', { description: 'Later.', schema: { $ref: '#/definitions/Run' } }),
  DefaultResponseWithSchema: () => set([...summary, 'responses', 'default'], 'schema', { $ref: '#/definitions/Run' }),
  EmptySchema: () => set([...summary, 'responses', '200'], 'schema', {}),
  EmptyObject: () => set(['paths', '/connector/v1/summary'], 'put', {}),
  PropertyTitleRequired: () => set(poolEnum, 'x-ms-summary', undefined),
  PropertyDescriptionRequired: () => set(poolEnum, 'description', undefined),
  ArrayWithoutItems: () => set(['definitions', 'PoolList', 'properties', 'value'], 'items', undefined),
  InvalidEnumValue: () => set(poolEnum, 'enum', ['GB', 1]),
  DuplicateEnumValuesInExtension: () =>
    set(poolEnum, 'x-ms-enum-values', [
      { value: 'GB', displayName: 'Gigabytes' },
      { value: 'GB', displayName: 'GB' },
    ]),
  ExtensionEnumValueNotInEnum: () => set(poolEnum, 'x-ms-enum-values', [{ value: 'TB', displayName: 'Terabytes' }]),
  InvalidNextLinkNameValue: () => set([...findings, 'x-ms-pageable'], 'nextLinkName', 'next'),
  NextLinkNotInAnswer: () => set(['definitions', 'FindingList', 'properties'], 'nextLink', undefined),
  NextLinkWithoutPolicy: () => properties((document) => policies(document).pop()),
  ReferencedOperationUnknown: () =>
    set([...summary, 'parameters', 0, 'x-ms-dynamic-values'], 'operationId', 'ListNothing'),
  InvokedOperationShouldProduceArray: () =>
    set([...summary, 'parameters', 0, 'x-ms-dynamic-list'], 'itemsPath', 'rows'),
  DynamicValuesAlone: () => set([...summary, 'parameters', 0], 'x-ms-dynamic-list', undefined),
  DynamicSchemaAlone: () => set(['definitions', 'Staffing'], 'x-ms-dynamic-schema', { operationId: 'ListPools' }),
  ApiAnnotationExtensionReplacementInfoForNonDeprecatedOperations: () =>
    annotate({ replacement: { api: 'seatledger', operationId: 'ListPools' } }),
  ApiAnnotationExtensionReplacementInfoMissingApiProperty: () =>
    annotate({ replacement: { operationId: 'ListPools' } }, true),
  ApiAnnotationExtensionReplacementInfoMissingOperationIdProperty: () =>
    annotate({ replacement: { api: 'seatledger' } }, true),
  OperationFamilyHasManyActiveProductionOperations: sameFamily,
  RevisionNotInOperationId: () => annotate({ family: 'GetTenantSummary', revision: 2, status: 'Production' }),
  TriggerSummaryMustStartWithWhen: () => set([...trigger, 'post'], 'summary', 'On a finding'),
  WebhookTriggerMustBePost: () =>
    definition((document) => {
      const item = inside(document, ...trigger)
      put(item, 'put', item['post'])
      delete item['post']
    }),
  WebhookTriggerMustBeSingle: () => set([...trigger, 'post'], 'x-ms-trigger', 'batch'),
  WebhookNotificationUrlMissing: () => set(notificationUrl, 'x-ms-notification-url', undefined),
  WebhookNotificationUrlNotInternal: () => set(notificationUrl, 'x-ms-visibility', 'important'),
  WebhookNotificationContentMissing: () => set(trigger, 'x-ms-notification-content', undefined),
  WebhookLocationMissing: () => set([...trigger, 'post', ...location], 'headers', undefined),
  WebhookUnsubscribeMissing: () =>
    set(['paths', '/connector/v1/subscriptions/{subscriptionId}', 'delete'], 'x-ms-visibility', 'important'),
  PollingTriggerWithoutPolicy: () => set(findings, 'x-ms-trigger', 'batch'),
  BrandColorInvalid: () => setInProperties('iconBrandColor', 'teal'),
  BrandColorReserved: () => setInProperties('iconBrandColor', '#007EE5'),
  BrandColorOfIndependentPublisher: () => makePackage(),
  ClientSecretPresent: () =>
    properties((document) =>
      put(inside(document, 'properties', 'connectionParameters', 'token', 'oAuthSettings'), 'clientSecret', 'x'),
    ),
  PublisherInvalid: () => setInProperties('publisher', 'Seatledger, Inc.'),
  SecurityDefinitionMissing: () => set([], 'securityDefinitions', undefined),
  SecurityDefinitionMismatch: () =>
    set([], 'securityDefinitions', { key: { type: 'apiKey', name: 'x-key', in: 'header' } }),
  IconNotPng: () => bytes('icon.png', () => Buffer.from('GIF89a')),
  IconNotSquare: () => resized(160, 150),
  IconSizeInvalid: () => resized(400, 400),
  IconNotOpaque: () =>
    bytes('icon.png', (icon) => {
      const copy = Buffer.from(icon)
      copy.writeUInt8(6, 25)
      return copy
    }),
  IconBackgroundNotBrandColor: () => bytes('icon.png', () => white),
  TrailingWhitespace: () => text((given) => given.replace('{\n', '{ \n')),
  TabUsed: () => text((given) => given.replace('    "swagger"', '\t"swagger"')),
  IndentationNotFourSpaces: () => text((given) => JSON.stringify(JSON.parse(given), null, 2)),
  PropertyOrder: () => swapped('paths', 'definitions'),
  CamelCaseString: () => set(poolEnum, 'description', 'The unit as displayName.'),
  StringTooLong: () => set(poolEnum, 'description', `${'long '.repeat(110)}.`),
  OperationWithoutClientError: () =>
    definition((document) => {
      const responses = inside(document, ...summary, 'responses')
      for (const status of Object.keys(responses)) if (status.startsWith('4')) delete responses[status]
    }),
  ProducesNotJson: () => set([], 'produces', ['application/xml']),
}

/** What two of the rules need beside the package. */
const asked: Readonly<Record<string, LintOptions>> = {
  SchemaViolation: { schemaFaults: (file) => (file === 'apiProperties.json' ? [`${file} is wrong`] : []) },
  BrandColorOfIndependentPublisher: { isIndependent: true },
}

describe('the lint of the connector', () => {
  test('finds nothing in our package', () => {
    expect(lintPackage(makePackage())).toEqual([])
  })

  test('has a broken copy for each rule, and each rule has its own id', () => {
    const ids = lintRules.map(({ id }) => id)

    expect(Object.keys(broken).toSorted()).toEqual(ids.toSorted())
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('has rules for every section of the contract, and its warnings', () => {
    const sections = new Set(lintRules.map(({ section }) => section))

    expect([...sections].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
  })

  test.each(lintRules.map(({ id, level }) => ({ id, level })))('$id is found in a broken copy', ({ id, level }) => {
    const files = broken[id]?.() ?? new Map()

    const found = lintPackage(files, asked[id]).filter(({ rule }) => rule === id)

    expect(found.map((fault) => fault.level)).toContain(level)
    expect(found.every(({ place }) => place !== '')).toBe(true)
  })

  test('takes a package without an icon: an independent publisher needs none', () => {
    expect(lintPackage(without('icon.png'))).toEqual([])
  })
})
