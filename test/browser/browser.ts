/** A real Chromium: of the registry's package, or the one that CHROMIUM_PATH names. */
import sparticuz from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'

export async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? (await sparticuz.executablePath()),
    // Not the package's own: they are for a host without memory of its own, and lose parts of a picture.
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      // Gray edges of letters: pictures of a third of the size.
      '--disable-lcd-text',
      '--hide-scrollbars',
      '--font-render-hinting=none',
    ],
    headless: true,
  })
}
