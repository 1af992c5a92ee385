/** Says in one line, before the tests, which of them need the official descriptions beside the project. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

export function setup(): void {
  const present = existsSync(join(import.meta.dirname, '../../shared/contracts/openapi'))
  process.stdout.write(
    present
      ? 'Oracle tests are a series of their own: npm run test:oracles\n'
      : 'Oracle tests skipped: the official descriptions (../shared) are not beside the project\n',
  )
}
