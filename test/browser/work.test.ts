/** What people do in the dashboard, from the sign-in link on: find, explain, waive, run, plan. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch } from './browser.ts'
import { startPractice, type Practice } from './practice/practice.ts'
import { signIn } from './session.ts'

let browser: Browser
let practice: Practice
let fabrikam: string
let contoso: string

beforeAll(async () => {
  ;[browser, practice] = await Promise.all([launch(), startPractice(['contoso', 'fabrikam'])])
  await practice.run('contoso', 'sync')
  await practice.run('fabrikam', 'sync', '--evidence')
  contoso = (await practice.serve('contoso')).link
  fabrikam = (await practice.serve('fabrikam')).link
})

afterAll(async () => {
  await browser?.close()
  await practice?.stop()
})

test('the link of the start signs in, and without it nothing is told', async () => {
  const context = await browser.newContext({ locale: 'en-US' })
  const page = await context.newPage()
  await page.goto(new URL(fabrikam).origin)
  await page.getByRole('heading', { name: 'You are not signed in' }).waitFor()
  expect(await page.locator('body').innerText()).not.toContain('Fabrikam')

  await page.goto(fabrikam)

  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  expect(new URL(page.url()).search).toBe('')
  await page.getByText('20.313 GB of 19.057 GB used').waitFor()
  await context.close()
})

test('the overview tells the four things in their order, and how old they are', async () => {
  const { page, open, context } = await signIn(browser, fabrikam)
  await open('/')

  expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
    '1. Over or within',
    '2. Who can write what without a license',
    '3. What was not looked at, and how to mend that',
    '4. What to do next',
  ])
  await page.getByText(/Data of \d{4}-\d\d-\d\d \d\d:\d\d UTC/).waitFor()
  await page.getByText('seatledger explain dataverse-database').waitFor()
  await context.close()
})

test('the workbook of the last run is downloaded under its name', async () => {
  const { page, open, context, complaints } = await signIn(browser, fabrikam)
  await open('/')
  const started = page.waitForEvent('download')

  await page.getByRole('button', { name: 'Workbook' }).click()

  expect((await started).suggestedFilename()).toMatch(/^seatledger-fabrikam.*-\d{4}-\d\d-\d\d\.xlsx$/)
  expect(complaints).toEqual([])
  await context.close()
})

test('a finding is looked for, explained from the person to the table, and waived', async () => {
  const session = await signIn(browser, fabrikam)
  const { page, open, complaints, context } = session
  await open('/findings')
  await page.getByText('56 findings').waitFor()

  await page.getByLabel('Severity').selectOption('high')
  await page.getByText('4 findings').waitFor()
  await page.getByRole('searchbox').fill('case clerk (team)')
  await page.getByText('1 finding', { exact: true }).waitFor()
  expect(new URL(page.url()).search).toBe('?severity=high&search=case+clerk+%28team%29')
  await page.getByRole('table', { name: 'Findings' }).getByRole('link').first().click()

  const drawer = page.getByRole('dialog')
  await drawer.getByRole('heading', { name: 'Derivation' }).waitFor()
  expect(await drawer.getByRole('list', { name: 'Ways to incident' }).innerText()).toMatch(
    /user\s+Case Clerk \(team\)\s+(owner )?team\s+[^\n]+\s+role\s+Case Worker\s+table\s+incident/,
  )
  for (const heading of ['Evidence', 'What mends it', 'Clauses', 'Sources']) {
    await drawer.getByRole('heading', { name: heading }).waitFor()
  }
  expect(await session.violations()).toEqual([])
  await session.picture('work-finding')

  await drawer.getByRole('button', { name: 'Waive this finding' }).click()
  await drawer.getByLabel('Reason').fill('<b>Moves</b> to a license in December')
  await drawer.getByRole('button', { name: 'Waive', exact: true }).click()
  await drawer.getByText(/Waived until/).waitFor()
  await drawer.getByText('<b>Moves</b> to a license in December').waitFor()
  expect(await session.violations()).toEqual([])

  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  await page.getByText('No finding matches.').waitFor()
  await page.getByLabel('Status').selectOption('waived')
  await page.getByText('1 finding', { exact: true }).waitFor()
  expect(complaints).toEqual([])
  await context.close()
})

test('an open drawer is in the address, and closing it is a step back to the list', async () => {
  const { page, open, context } = await signIn(browser, fabrikam)
  await open('/findings?rule=pool-overage')
  const link = page.getByRole('table', { name: 'Findings' }).getByRole('link').first()
  const title = await link.innerText()
  await link.click()
  await page.getByRole('dialog').waitFor()
  const address = page.url()
  await page.goBack()
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await page.goto(address)

  await page.getByRole('dialog', { name: title }).waitFor()
  expect(new URL(page.url()).searchParams.get('open')).toMatch(/^pool-overage-[0-9a-f]{12}$/)
  await context.close()
})

test('the keyboard alone opens and closes a finding, and comes back to where it was', async () => {
  const { page, open, context } = await signIn(browser, fabrikam)
  await open('/findings?severity=high')
  const link = page.getByRole('table', { name: 'Findings' }).getByRole('link').first()
  await link.focus()

  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  const isInside = await page.evaluate(
    () => document.querySelector('dialog')?.contains(document.activeElement) ?? false,
  )
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  expect(isInside).toBe(true)
  expect(await link.evaluate((element) => element === document.activeElement)).toBe(true)
  await context.close()
})

test('the service sorts the findings, and the head of the table says how', async () => {
  const { page, open, context } = await signIn(browser, fabrikam)
  await open('/findings')

  await page.getByRole('button', { name: 'Subject' }).click()

  await page.locator('[aria-sort=ascending]').waitFor()
  expect(new URL(page.url()).searchParams.get('sort')).toBe('subject')
  await context.close()
})

test('a run is started, its progress is seen, and the page shows its data', async () => {
  const session = await signIn(browser, contoso)
  const { page, open, complaints, context } = session
  await open('/runs')
  const before = await page.getByRole('table', { name: 'Runs' }).getByRole('row').count()

  await page.getByRole('button', { name: 'Start a run' }).click()

  await page.getByRole('table', { name: 'Progress of the run, by source' }).getByText('graph/subscribed-skus').waitFor()
  await page.getByText(/The run is stored, after/).waitFor()
  await expect.poll(async () => page.getByRole('table', { name: 'Runs' }).getByRole('row').count()).toBe(before + 1)
  await session.picture('work-run')
  expect(await session.violations()).toEqual([])
  expect(complaints).toEqual([])
  await context.close()
})

test('Scenario 1 is planned as the staffing is typed', async () => {
  const session = await signIn(browser, contoso)
  const { page, open, complaints, context } = session
  await open('/planner')
  const group = page.getByRole('group', { name: 'Contact Center only' })

  await group.getByLabel('Digital', { exact: true }).fill('3')
  await group.getByLabel('Voice', { exact: true }).fill('7')
  await group.getByLabel('Digital and voice').fill('1')
  await page.keyboard.press('Tab')

  await page.getByText('1,060.00 a month').waitFor()
  await page.getByRole('row', { name: /Dataverse database 15\.5 GB/ }).waitFor()
  expect(new URL(page.url()).search).toBe('?digital=3&voice=7&both=1')
  await session.picture('work-planner')
  expect(complaints).toEqual([])
  await context.close()
})

test('a person’s rights open from the list of people', async () => {
  const session = await signIn(browser, fabrikam)
  const { page, open, context } = session
  await open('/seats')
  await page.getByLabel('Verdict').selectOption('idle')
  await page.getByText('4 people').waitFor()

  await page.getByRole('link', { name: 'Long away' }).click()

  await page
    .getByRole('dialog', { name: 'Long away' })
    .getByRole('heading', { name: 'What the guide grants' })
    .waitFor()
  expect(await session.violations()).toEqual([])
  await session.picture('work-person')
  await context.close()
})

test('dark is chosen by hand and stays', async () => {
  const { page, open, context } = await signIn(browser, fabrikam)
  await open('/')
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  const scheme = async (): Promise<string> => page.evaluate(() => document.documentElement.style.colorScheme)
  await expect.poll(scheme).toBe('dark')

  await page.reload()

  await expect.poll(scheme).toBe('dark')
  await context.close()
})

test('a phone shows the pages behind a button', async () => {
  const { page, open, context } = await signIn(browser, fabrikam, { viewport: { width: 375, height: 800 } })
  await open('/')
  await page.getByRole('button', { name: 'Pages' }).click()

  await page.getByRole('link', { name: 'Capacity', exact: true }).click()

  await page.getByRole('heading', { name: 'Capacity', level: 1 }).waitFor()
  expect(await page.getByRole('navigation', { name: 'Pages' }).isVisible()).toBe(false)
  await context.close()
})
