import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { variableNames } from '../../src/config/variables.ts'

const text = readFileSync('.env.example', 'utf8')

describe('.env.example', () => {
  it('holds every variable, in the order of the configuration', () => {
    const names = text.split('\n').flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? [])

    expect(names).toEqual(variableNames)
  })

  it('explains each variable, or the group it opens, in the lines above it', () => {
    const groups = text.split('\n\n').filter((group) => /^[A-Z_]+=/m.test(group))

    for (const group of groups) expect(group).toMatch(/^# \S/)
  })

  it('copied as it is, sets nothing but defaults', () => {
    expect(readConfig(parseEnv(text), { need: 'store' })).toEqual(readConfig({}, { need: 'store' }))
  })

  it('says that NODE_EXTRA_CA_CERTS has no effect in it', () => {
    expect(text).toMatch(/NODE_EXTRA_CA_CERTS[\s\S]*no effect/)
  })
})
