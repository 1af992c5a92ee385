/** Before the browser tests: the dashboard is built, once. */
import { buildDashboard } from './practice/build.ts'

export async function setup(): Promise<void> {
  await buildDashboard()
}
