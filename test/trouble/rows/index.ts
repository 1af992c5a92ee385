/** Every row of the matrix, family by family. */
import type { Row } from '../row.ts'
import { bodies } from './bodies.ts'
import { clocks } from './clocks.ts'
import { connections } from './connections.ts'
import { hostile } from './hostile.ts'
import { pages } from './pages.ts'
import { refusals } from './refusals.ts'
import { serverErrors } from './server-errors.ts'
import { throttling } from './throttling.ts'
import { tokens } from './tokens.ts'

export const rows: readonly Row[] = [
  ...throttling,
  ...serverErrors,
  ...connections,
  ...tokens,
  ...refusals,
  ...pages,
  ...bodies,
  ...hostile,
  ...clocks,
]
