/** The bare Graph client as its documentation shows it: default middleware, a client secret, PageIterator. Prints all rows as JSON at the end. */
import { ClientSecretCredential } from '@azure/identity'
import { Client, PageIterator } from '@microsoft/microsoft-graph-client'
import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js'

const { AZURE_TENANT_ID = '', AZURE_CLIENT_ID = '', AZURE_CLIENT_SECRET = '' } = process.env
const credential = new ClientSecretCredential(AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET)
const authProvider = new TokenCredentialAuthenticationProvider(credential, {
  scopes: ['https://graph.microsoft.com/.default'],
})
const client = Client.initWithMiddleware({ authProvider })
/** Node's fetch asks for the language `*`, which Graph refuses. */
const language = { 'Accept-Language': 'en-US' }
/** The filter needs the advanced mode on every page; PageIterator drops headers that it is not given again. */
const headers = { ...language, ConsistencyLevel: 'eventual' }

async function readAll(request, requestHeaders) {
  const rows = []
  const collect = (row) => {
    rows.push(row)
    return true
  }
  const first = await request.headers(requestHeaders).get()
  await new PageIterator(client, first, collect, { headers: requestHeaders }).iterate()
  return rows
}

try {
  const skus = await readAll(client.api('/subscribedSkus'), language)
  const users = client.api('/users').filter('assignedLicenses/$count ne 0').count(true)
  const holders = await readAll(users.select('id,userPrincipalName,assignedLicenses'), headers)
  console.log(JSON.stringify([...skus, ...holders]))
} catch (error) {
  console.error(error)
  process.exitCode = 1
}
