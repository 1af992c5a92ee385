/** `npm run pictures`: the pictures of the docs, taken of the practice tenants in a real browser, so that they stay true. */
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launch } from '../browser.ts'
import { buildDashboard } from '../practice/build.ts'
import { startPractice, type Practice } from '../practice/practice.ts'
import { drawSheet, drawTerminal } from './drawn.ts'

const folder = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url))
const fixedDate = new URL('fixed-date.ts', import.meta.url).href
/** A day of the practice tenants' own data. The practice cloud's certificates are of that day too, and good for a year. */
const pictured = Date.parse('2026-11-24T09:00:05Z')
/** The browser's own size where nothing else is said. */
const wide = { width: 1280, height: 860 }

interface DashboardPicture {
  readonly name: string
  readonly tenant: string
  readonly path: string
  readonly options?: BrowserContextOptions
}

const dashboardPictures: readonly DashboardPicture[] = [
  { name: 'overview', tenant: 'fabrikam', path: '/' },
  { name: 'capacity', tenant: 'fabrikam', path: '/capacity', options: { viewport: { width: 1280, height: 1180 } } },
  { name: 'finding', tenant: 'fabrikam', path: '/findings?search=Case+Clerk+(team)&open=' },
  { name: 'access', tenant: 'fabrikam', path: '/access?by=role', options: { colorScheme: 'dark' } },
  { name: 'planner', tenant: 'contoso', path: '/planner?digital=3&voice=7&both=1' },
  { name: 'phone', tenant: 'fabrikam', path: '/', options: { viewport: { width: 375, height: 760 } } },
]

async function takeDashboard(browser: Browser, practice: Practice): Promise<void> {
  const links = new Map<string, string>()
  for (const { name, tenant, path, options } of dashboardPictures) {
    const link = links.get(tenant) ?? (await practice.serve(tenant)).link
    links.set(tenant, link)
    const context = await browser.newContext({ locale: 'en-US', timezoneId: 'UTC', viewport: wide, ...options })
    const page = await context.newPage()
    // Two minutes after the run, however long this takes.
    await page.clock.setFixedTime(pictured + 120_000)
    await page.goto(link)
    const opened = path.endsWith('open=') ? path + (await idOf(practice, tenant)) : path
    await page.goto(new URL(opened, link).href)
    await page.waitForLoadState('networkidle')
    await page.waitForFunction(() => document.querySelector('main [aria-busy=true], main .waiting') === null)
    await take(page, name)
    await context.close()
  }
}

/** The finding of the way user, team, role, table. */
async function idOf(practice: Practice, tenant: string): Promise<string> {
  const listed = await practice.run(tenant, 'findings', '--json')
  const { findings }: { findings: readonly { readonly id: string; readonly title: string }[] } = JSON.parse(listed)
  return findings.find(({ title }) => title.startsWith('Case Clerk (team)'))?.id ?? ''
}

async function takeCommands(page: Page, practice: Practice): Promise<void> {
  const commands = [
    ['terminal', 'contoso', 'sync'],
    ['terminal-access', 'fabrikam', 'access', '--by', 'role'],
  ] as const
  for (const [name, tenant, ...argv] of commands) {
    const printed = await practice.run(tenant, ...argv)
    await drawTerminal(page, `seatledger ${argv.join(' ')}`, printed)
    await take(page, name)
  }
}

async function takeWorkbook(page: Page, practice: Practice): Promise<void> {
  const out = join(practice.folder, 'workbook')
  await practice.run('contoso', 'export', '--format', 'xlsx', '--out', out)
  const file = readdirSync(out).find((name) => name.endsWith('.xlsx')) ?? ''
  await drawSheet(page, join(out, file), 'pools', 8)
  await page.setViewportSize({ width: 960, height: 220 })
  await take(page, 'workbook')
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
  process.stdout.write(`docs/pictures/${name}.png\n`)
}

await buildDashboard()
mkdirSync(folder, { recursive: true })
const browser = await launch()
const practice = await startPractice(['contoso', 'fabrikam', 'insufficient'], {
  NODE_OPTIONS: `--import=${fixedDate}`,
  PICTURES_MOVED_BY_MS: String(pictured - Date.now()),
})
try {
  for (const tenant of ['fabrikam', 'insufficient']) await practice.run(tenant, 'sync', '--evidence')
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 960, height: 640 } })
  const page = await context.newPage()
  await takeCommands(page, practice)
  await takeWorkbook(page, practice)
  await takeDashboard(browser, practice)
} finally {
  await browser.close()
  await practice.stop()
}
