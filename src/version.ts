/** The product's own version, from its package.json: beside `src` in a checkout, beside `dist` when built. */
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

const near = new URL('../package.json', import.meta.url)
const file = existsSync(near) ? near : new URL('../../package.json', import.meta.url)

export const version: string = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version
