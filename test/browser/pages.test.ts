/** Every page of the built dashboard, in light and dark, wide and on a phone: drawn whole, without a complaint, and readable by everybody. */
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch } from './browser.ts'
import { startPractice, type Practice } from './practice/practice.ts'
import { signIn, type Session } from './session.ts'

let browser: Browser
let practice: Practice
const links = new Map<string, string>()

beforeAll(async () => {
  const tenants = ['fabrikam', 'insufficient']
  ;[browser, practice] = await Promise.all([launch(), startPractice(tenants)])
  for (const tenant of tenants) {
    await practice.run(tenant, 'sync', '--evidence')
    links.set(tenant, (await practice.serve(tenant)).link)
  }
})

afterAll(async () => {
  await browser?.close()
  await practice?.stop()
})

async function visit(tenant: string, options: BrowserContextOptions = {}): Promise<Session> {
  return signIn(browser, links.get(tenant) ?? '', options)
}

const paths: Readonly<Record<string, string>> = {
  overview: '/',
  capacity: '/capacity',
  findings: '/findings',
  access: '/access',
  tables: '/access?by=table',
  seats: '/seats',
  environments: '/environments',
  planner: '/planner?digital=3&voice=7&both=1',
  runs: '/runs',
}

interface Look {
  readonly tenant: string
  readonly options: BrowserContextOptions
  /** Rules of axe; all without. A color changes nothing but contrast. */
  readonly rules?: readonly string[]
  /** All without: those that this look changes most. */
  readonly only?: readonly string[]
}

const contrast = ['color-contrast', 'link-in-text-block']
const looks: Readonly<Record<string, Look>> = {
  light: { tenant: 'fabrikam', options: {} },
  'with much that was not read': {
    tenant: 'insufficient',
    options: {},
    only: ['overview', 'capacity', 'findings', 'seats', 'runs'],
  },
  dark: { tenant: 'fabrikam', options: { colorScheme: 'dark' }, rules: contrast },
  'with forced colors': {
    tenant: 'fabrikam',
    options: { forcedColors: 'active' },
    rules: contrast,
    only: ['overview', 'findings', 'planner'],
  },
  'on a phone': { tenant: 'fabrikam', options: { viewport: { width: 375, height: 800 } } },
  // What is left of 1,280 points.
  'at 200 %': {
    tenant: 'insufficient',
    options: { viewport: { width: 640, height: 450 } },
    rules: ['scrollable-region-focusable'],
  },
}

test.each(Object.entries(looks))(
  'every page is drawn, fits and has no serious violation: %s',
  async (look, { tenant, options, rules, only }) => {
    const session = await visit(tenant, options)
    for (const [name, path] of Object.entries(paths)) {
      if (only?.includes(name) === false) continue
      await session.open(path)
      const overflow = await session.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      const violations = await session.violations(rules)

      expect({ name, violations, isTooWide: overflow > 0 }).toEqual({ name, violations: [], isTooWide: false })
      await session.picture(`${look}-${name}`, look === 'light')
    }
    expect(session.complaints).toEqual([])
    await session.context.close()
  },
)

test('what is not known is said, and is never 0', async () => {
  const { page, open, context } = await visit('insufficient')
  await open('/capacity')

  const row = page.getByRole('row').filter({ hasText: 'Dataverse database' })

  expect(await row.innerText()).toMatch(/11\.25 GB\s+not known\s+not known\s+not known\s+Not known/)
  await context.close()
})

test('a page says that the last run was incomplete, with the way to what is missing', async () => {
  const { page, open, context } = await visit('insufficient')
  await open('/planner')
  await page.getByText('The last run could not read everything.').waitFor()
  await page.getByRole('link', { name: 'See what is missing' }).click()
  await page.getByRole('heading', { name: 'Coverage of the last run' }).waitFor()
  expect(await page.getByText('grant the application permission GroupMember.Read.All').count()).toBeGreaterThan(0)
  await context.close()
})
