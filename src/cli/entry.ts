/** The process: hands its arguments, variables, streams and signals to `run`, and takes the exit code. */
import { setFlagsFromString } from 'node:v8'
import { SeatledgerError } from '../errors.ts'
import { readEnvironment } from './environment-file.ts'
import { exitCodes } from './exit-codes.ts'
import { run } from './main.ts'
import { systemClock } from './system-clock.ts'

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

async function start(): Promise<number> {
  const env = readEnvironment(process.env)
  if (env === null) {
    process.stderr.write(
      'The file .env of this folder cannot be read; allowed: a text file in UTF-8 that is yours, or none\n',
    )
    return exitCodes.usage
  }
  return run(process.argv.slice(2), {
    env,
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    clock: systemClock,
    stdin: () => process.stdin,
    signal: stop.signal,
    apart: true,
    color: process.stdout.isTTY && !env['NO_COLOR'],
    width: process.stdout.columns ?? 120,
    liveProgress: process.stderr.isTTY,
  })
}

process.exitCode = await start()
// A run that was told to stop and does not must not keep the process: nothing of it is stored anyway.
if (stop.signal.aborted) setTimeout(() => process.exit(), 500).unref()
