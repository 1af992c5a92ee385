/** `apiDefinition.swagger.json`: the connector in OpenAPI 2.0, made of the schemas that its routes validate with. */
import { connectorOperations } from '../operations.ts'
import { definitionsOf } from './definitions.ts'
import { pathsOf } from './paths.ts'
import type { JsonObject } from './swagger2.ts'

/** Whoever publishes the connector puts their own in its place; the readme lists them. */
export const placeholderHost = 'seatledger.example.com'
const site = `https://${placeholderHost}`

/** `basePath` is the root: the policy that sets the host of the customer drops any other. */
export function apiDefinition(host: string = placeholderHost): JsonObject {
  return {
    swagger: '2.0',
    info: {
      title: 'Seatledger',
      description:
        'Tells which seats a tenant holds, what they entitle it to, and who can write restricted tables without the matching license. Each finding carries its derivation and the clause that it rests on.',
      version: '1.0.0',
      contact: { name: 'Seatledger', url: site, email: `support@${placeholderHost}` },
    },
    host,
    basePath: '/',
    schemes: ['https'],
    consumes: ['application/json'],
    produces: ['application/json'],
    paths: pathsOf(connectorOperations),
    definitions: definitionsOf(connectorOperations),
    securityDefinitions: {
      oauth2_auth: {
        type: 'oauth2',
        flow: 'accessCode',
        authorizationUrl: 'https://login.microsoftonline.com/common/oauth2/authorize',
        tokenUrl: 'https://login.microsoftonline.com/common/oauth2/token',
        scopes: {},
      },
    },
    security: [{ oauth2_auth: [] }],
    'x-ms-connector-metadata': [
      { propertyName: 'Website', propertyValue: site },
      { propertyName: 'Privacy policy', propertyValue: `${site}/privacy` },
      { propertyName: 'Categories', propertyValue: 'IT Operations;Security' },
    ],
  }
}
