/** A tenant whose every name is hostile, and one with more findings than a page can draw. */
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acting } from '../hostile-names.ts'
import { hostileTenant } from '../tenants/hostile-tenant.ts'
import { launch } from './browser.ts'
import { startPractice, type Practice } from './practice/practice.ts'
import { signIn } from './session.ts'

let browser: Browser
let practice: Practice

beforeAll(async () => {
  const file = join(tmpdir(), `hostile-${process.pid}.json`)
  writeFileSync(file, JSON.stringify(hostileTenant()))
  ;[browser, practice] = await Promise.all([launch(), startPractice([file, 'generate:users=100'])])
})

afterAll(async () => {
  await browser?.close()
  await practice?.stop()
})

test('hostile names are text: nothing acts, nothing hides, nothing breaks the page', async () => {
  const name = `hostile-${process.pid}`
  await practice.run(name, 'sync', '--evidence')
  const { page, open, context, complaints, picture } = await signIn(browser, (await practice.serve(name)).link, {
    viewport: { width: 375, height: 800 },
  })
  const dialogs: string[] = []
  page.on('dialog', (dialog) => dialogs.push(dialog.message()))

  for (const path of ['/', '/findings', '/access', '/seats', '/environments', '/capacity', '/runs']) {
    await open(path)
    const seen = await page.evaluate(() => ({
      // Joiners stay: emoji and scripts are written with them, and they move nothing.
      text: document.body.innerText.replaceAll(/[\n\t\u200c\u200d]/g, ' '),
      foreign: document.querySelectorAll(
        'main :is(script, iframe, img, object, style), main [onmouseover], main a[href^="javascript:"]',
      ).length,
      overflow: document.documentElement.scrollWidth - window.innerWidth,
    }))
    expect({ path, acting: acting.exec(seen.text)?.[0], foreign: seen.foreign, isTooWide: seen.overflow > 0 }).toEqual({
      path,
      acting: undefined,
      foreign: 0,
      isTooWide: false,
    })
    await picture(`hostile-${path.slice(1) || 'overview'}`, false)
  }
  expect(dialogs).toEqual([])
  expect(complaints).toEqual([])
  await context.close()
})

test('of many findings only those in view are drawn, and the rest comes while scrolling', async () => {
  await practice.run('generated', 'sync')
  const { page, open, context } = await signIn(browser, (await practice.serve('generated')).link)
  await open('/findings')
  const table = page.getByRole('table', { name: 'Findings' })
  const total = Number(await table.getAttribute('aria-rowcount')) - 1
  expect(total).toBeGreaterThan(1000)
  const drawn = async (): Promise<number> => table.locator('.vbody [role=row]').count()
  expect(await drawn()).toBeLessThan(60)

  for (let screens = 0; screens < 400; screens += 1) {
    if ((await table.getByRole('row').last().getAttribute('aria-rowindex')) === String(total + 1)) break
    await page.evaluate(() => globalThis.scrollTo(0, document.documentElement.scrollHeight))
    await page.waitForFunction(() => document.querySelector('.vtable')?.getAttribute('aria-busy') === 'false')
  }

  expect(await table.getByRole('row').last().getAttribute('aria-rowindex')).toBe(String(total + 1))
  expect(await drawn()).toBeLessThan(60)
  await context.close()
})
