/** `apiProperties.json`: sign-in with Entra ID, the host that the customer chooses, and next links that stay behind the gateway. */
import { connectorOperations } from '../operations.ts'
import { isPageable } from './paths.ts'
import type { JsonObject } from './swagger2.ts'

export const brandColor = '#0B5A6F'
/** The maker puts the ids of their own app registrations in its place. */
export const placeholderId = '00000000-0000-0000-0000-000000000000'
const resource = `api://${placeholderId}`

/** Never with a client secret: the maker types it into the portal. */
const token = {
  type: 'oauthSetting',
  oAuthSettings: {
    identityProvider: 'aad',
    clientId: placeholderId,
    scopes: [],
    redirectMode: 'Global',
    redirectUrl: 'https://global.consent.azure-apim.net/redirect',
    properties: { IsFirstParty: 'False', AzureActiveDirectoryResourceId: resource },
    customParameters: {
      loginUri: { value: 'https://login.microsoftonline.com' },
      tenantId: { value: 'common' },
      resourceUri: { value: resource },
    },
  },
}

const hostName = {
  type: 'string',
  uiDefinition: {
    displayName: 'Host name',
    description: 'The host of your Seatledger service, without https and without a path.',
    tooltip: 'Such as seatledger.contoso.com.',
    constraints: { tabIndex: 2, clearText: true, required: 'true' },
  },
}

export function apiProperties(): JsonObject {
  return {
    properties: {
      connectionParameters: {
        token,
        'token:TenantId': {
          type: 'string',
          metadata: { sourceType: 'AzureActiveDirectoryTenant' },
          uiDefinition: { constraints: { required: 'false', hidden: 'true' } },
        },
        hostName,
      },
      iconBrandColor: brandColor,
      capabilities: ['actions', 'triggers'],
      policyTemplateInstances: [
        {
          templateId: 'dynamichosturl',
          title: 'Call the host of the connection',
          parameters: { 'x-ms-apimTemplateParameter.urlTemplate': "https://@connectionParameters('hostName')" },
        },
        {
          templateId: 'updatenextlink',
          title: 'Keep next links behind the gateway',
          parameters: {
            'x-ms-apimTemplate-operationName': connectorOperations
              .filter((operation) => isPageable(operation))
              .map(({ operationId }) => operationId),
            'x-ms-apimTemplateParameter.nextLinkPropertyName': 'nextLink',
          },
        },
      ],
      publisher: 'Seatledger',
      stackOwner: 'Seatledger',
    },
  }
}
