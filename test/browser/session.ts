/** A signed-in browser on a practice tenant, which remembers every complaint of the page. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

/** Pictures of a test run, to be looked at. */
const pictures = join(process.cwd(), 'coverage/browser')

export interface Session {
  readonly page: Page
  readonly context: BrowserContext
  /** What the console and the network complained about so far. */
  readonly complaints: readonly string[]
  readonly open: (path: string) => Promise<void>
  /** Serious and critical ones of axe: rule, place, and what is wrong. `rules`: these alone. */
  readonly violations: (rules?: readonly string[]) => Promise<readonly string[]>
  readonly picture: (name: string, isWhole?: boolean) => Promise<void>
}

export async function signIn(browser: Browser, link: string, options: BrowserContextOptions = {}): Promise<Session> {
  // The browser of the registry calls its language en-US@posix, which Intl refuses.
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`thrown: ${error.message}`))
  await page.goto(link)
  await page.locator('main h1').waitFor()
  return {
    page,
    context,
    complaints,
    async open(path) {
      // As a link of the dashboard would: the page is there already. What a reload does has tests of its own.
      await page.evaluate((to) => {
        globalThis.history.pushState(null, '', to)
        globalThis.dispatchEvent(new PopStateEvent('popstate'))
      }, path)
      await page.locator('main h1').waitFor()
      // Everything that was asked for is drawn.
      await page.waitForLoadState('networkidle')
      await page.waitForFunction(() => document.querySelector('main [aria-busy=true], main .waiting') === null)
    },
    async violations(rules) {
      const axe = new AxeBuilder({ page })
      const { violations } = await (rules === undefined ? axe : axe.withRules([...rules])).analyze()
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} (${node.failureSummary ?? ''})`))
    },
    async picture(name, isWhole = true) {
      mkdirSync(pictures, { recursive: true })
      await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: isWhole })
    },
  }
}
