/** dynamics-web-api as its documentation shows it: a token by msal-node, retrieveAll. Prints all rows as JSON at the end. */
import { ConfidentialClientApplication } from '@azure/msal-node'
import { DynamicsWebApi } from 'dynamics-web-api'

const { AZURE_TENANT_ID = '', AZURE_CLIENT_ID = '', AZURE_CLIENT_SECRET = '', DATAVERSE_URL = '' } = process.env
const application = new ConfidentialClientApplication({
  auth: {
    authority: `https://login.microsoftonline.com/${AZURE_TENANT_ID}`,
    clientId: AZURE_CLIENT_ID,
    clientSecret: AZURE_CLIENT_SECRET,
    knownAuthorities: ['login.microsoftonline.com'],
  },
})
const client = new DynamicsWebApi({
  serverUrl: DATAVERSE_URL,
  onTokenRefresh: () => application.acquireTokenByClientCredential({ scopes: [`${DATAVERSE_URL}/.default`] }),
})

try {
  const users = await client.retrieveAll({ collection: 'systemusers', select: ['systemuserid', 'fullname'] })
  const roles = await client.retrieveAll({ collection: 'roles', select: ['roleid', 'name'] })
  console.log(JSON.stringify([...users.value, ...roles.value]))
} catch (error) {
  console.error(error)
  process.exitCode = 1
}
