/** Every command with its options and its help. What a command does is loaded only when it is called, so that help is quick. */
import { Command } from 'commander'
import type { Finish, Io } from './io.ts'
import { defineAlerts } from './alert-commands.ts'
import { defineDeciding, defineKeeping } from './decision-commands.ts'
import { pseudonymizeOption } from './options.ts'
import { defineServing } from './service-commands.ts'
import { defineReadingStore } from './store-commands.ts'
import { defineReadingTenant } from './tenant-commands.ts'

/** The program for one call; commander's own exits and prints are left to `main.ts`. */
export function buildProgram(version: string, io: Io, finish: Finish): Command {
  const program = new Command('seatledger')
    .description(
      'Who holds which Dynamics 365 seat, what the seats entitle to, and who writes restricted tables without one.',
    )
    .version(version)
    .addOption(pseudonymizeOption())
    .configureHelp({ helpWidth: io.width ?? 100, showGlobalOptions: true })
    .configureOutput({ writeOut: io.stdout, writeErr: () => undefined })
    .showSuggestionAfterError(true)
    .exitOverride()
    .addHelpText(
      'after',
      `
First steps:
  seatledger demo            see the main job on a practice tenant
  seatledger doctor          check sign-in and permissions of your own
  seatledger sync            read the tenant, then: access, findings, explain, seats, plan

Exit codes: 0 fine, 1 failed, 2 something is at or above --fail-on, 3 incomplete, 64 wrong usage or configuration.
Settings come from environment variables and a .env file: see .env.example.`,
    )
  defineReadingTenant(program, io, finish)
  defineReadingStore(program, io, finish)
  defineDeciding(program, io, finish)
  defineKeeping(program, io, finish)
  defineAlerts(program, io, finish)
  defineServing(program, io, finish)
  return program
}
