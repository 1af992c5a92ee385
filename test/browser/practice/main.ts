/** `npm run dashboard [TENANT]`: the dashboard on a practice tenant, no account needed. Runs until it is stopped. */
import { buildDashboard } from './build.ts'
import { startPractice } from './practice.ts'

const tenants = process.argv.length > 2 ? process.argv.slice(2) : ['contoso', 'fabrikam']

process.stdout.write((await buildDashboard()) ? 'The dashboard is built.\n' : 'The dashboard was built already.\n')
const practice = await startPractice(tenants)
const stop = (): void => {
  void practice.stop().then(() => process.exit(0))
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
for (const tenant of tenants) {
  await practice.run(tenant, 'sync', '--evidence')
  const { link } = await practice.serve(tenant)
  process.stdout.write(`${tenant}: ${link}\n`)
}
process.stdout.write('Open one of the links. Ctrl+C ends it.\n')
