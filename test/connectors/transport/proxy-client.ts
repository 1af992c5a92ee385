/** Runs in a process of its own, for Node reads NODE_EXTRA_CA_CERTS at start: asks every API once and prints what came. */
import { openConnection } from '../../../connectors/connection.ts'
import { dataverseScope, graphScope, powerPlatformScope } from '../../../src/clouds.ts'
import { testClock } from '../fixture.ts'
import { settingsFor } from '../loopback.ts'

const [login = '', graph = '', powerPlatform = '', bap = '', dataverse = '', proxy = '', noProxy = ''] =
  process.argv.slice(2)
const settings = settingsFor(login)
const cloud = { ...settings.cloud, graphUrl: graph, powerPlatformUrl: powerPlatform, bapUrl: bap }
const connection = openConnection(
  { ...settings, cloud, proxy: { httpsProxy: proxy || null, noProxy: noProxy || null } },
  { clock: testClock() },
)
const { transport } = connection
try {
  await transport.send({ api: 'graph', method: 'GET', url: `${graph}/v1.0/organization`, scope: graphScope(cloud) })
  await transport.send({
    api: 'power-platform',
    method: 'GET',
    url: `${powerPlatform}/licensing/tenantCapacity`,
    scope: powerPlatformScope(cloud),
  })
  await transport.send({ api: 'bap', method: 'GET', url: `${bap}/providers`, scope: cloud.bapScope })
  await transport.send({
    api: 'dataverse',
    method: 'GET',
    url: `${dataverse}/api/data/v9.2/WhoAmI`,
    scope: dataverseScope(dataverse),
  })
  process.stdout.write(JSON.stringify(connection.counts()))
} catch (error) {
  process.stdout.write(error instanceof Error ? error.message : 'unknown')
}
connection.close()
