/** The process: hands its arguments, variables, streams and signals to `run`, and takes the exit code. */
import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { SeatledgerError } from '../errors.ts'
import { run } from './main.ts'
import { systemClock } from './system-clock.ts'

/** Variables of the process win over those of an `.env` file in the working folder. */
function readEnvironment(): Record<string, string | undefined> {
  const fromFile = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}
  return { ...fromFile, ...process.env }
}

// Pages of JSON are garbage soon: a young generation that does not grow keeps the peak of a large sync a fifth lower, at the same CPU time.
setFlagsFromString('--semi-space-growth-factor=1')

const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => stop.abort(new SeatledgerError('stopped', `Stopped by ${name}.`)))
}
// A closed pipe (`seatledger findings | head`) is the reader's choice, not a failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

const env = readEnvironment()
process.exitCode = await run(process.argv.slice(2), {
  env,
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  clock: systemClock,
  signal: stop.signal,
  color: process.stdout.isTTY && !env['NO_COLOR'],
  width: process.stdout.columns ?? 120,
  liveProgress: process.stderr.isTTY,
})
