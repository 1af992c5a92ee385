/** The HTML report in a real browser: axe finds nothing, nothing is loaded, no script runs; on a screen, a phone and paper. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { installProduct } from '../cli/practice-product.ts'
import { hostileTenant } from '../tenants/hostile-tenant.ts'
import { launch } from './browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
})

const pictures = join(import.meta.dirname, '../../coverage/pictures')

/** The report of a practice tenant, exported as a user does. */
async function reportOf(name: string): Promise<string> {
  const product = installProduct(name === 'hostile' ? hostileTenant() : loadTenant(name))
  await product.run(['sync', '--evidence'])
  const path = join(product.folder, 'report.html')
  expect((await product.run(['export', '--format', 'html', '--out', path])).exitCode).toBe(0)
  return pathToFileURL(path).href
}

interface Opened {
  readonly page: Page
  /** What the page asked for beside itself, and what the console said. */
  readonly noise: readonly string[]
}

async function open(url: string, width: number, javaScriptEnabled = true): Promise<Opened> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width, height: 900 }, javaScriptEnabled })
  const page = await context.newPage()
  const noise: string[] = []
  page.on('request', (request) => {
    if (request.url() !== url) noise.push(request.url())
  })
  page.on('console', (message) => noise.push(message.text()))
  page.on('dialog', (dialog) => {
    noise.push(dialog.message())
    void dialog.dismiss()
  })
  await page.goto(url)
  return { page, noise }
}

describe.each(['fabrikam', 'contoso', 'insufficient', 'hostile'])('the report of %s', (name) => {
  test('passes axe, asks for nothing, and does not scroll sideways', async () => {
    const url = await reportOf(name)
    for (const width of name === 'contoso' ? [1280, 390] : [1280]) {
      const { page, noise } = await open(url, width)

      const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze()

      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
      expect(noise).toEqual([])
      // A wide table scrolls by itself.
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      mkdirSync(pictures, { recursive: true })
      await page.screenshot({ path: join(pictures, `report-${name}-${width}.png`) })
      await page.context().close()
    }
  })
})

test('without JavaScript it is the same, and every heading is reached by the contents', async () => {
  const { page } = await open(await reportOf('fabrikam'), 390, false)

  expect(await page.locator('h1').textContent()).toBe('Fabrikam, Inc.: license report of 2026-11-24')
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  const links = await page.locator('nav a').count()
  expect(links).toBe(await page.locator('main section h2').count())
  expect(await page.locator('main section table th[scope=col]').count()).toBeGreaterThan(50)
  await page.context().close()
})

test('on paper every table is whole, and the headings of a table are on each page', async () => {
  const { page } = await open(await reportOf('fabrikam'), 1280)
  await page.emulateMedia({ media: 'print' })

  expect(await page.locator('nav').isVisible()).toBe(false)
  expect(
    await page
      .locator('thead')
      .first()
      .evaluate((head) => getComputedStyle(head).display),
  ).toBe('table-header-group')
  expect(
    await page
      .locator('.scroll')
      .first()
      .evaluate((region) => getComputedStyle(region).overflowX),
  ).toBe('visible')
  const paper = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  expect(paper.length).toBeGreaterThan(50_000)
  await page.context().close()
})
