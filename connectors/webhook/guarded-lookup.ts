/** Resolves the name of a receiver, and refuses one that leads where no receiver may be: what a name means is known only now. */
import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isRefusedAddress, type Trust } from '../../src/receivers.ts'

const refused = 'ERR_RECEIVER_REFUSED'

/** The addresses that are looked at are those that are connected to: there is no second question to a name server. */
export function guardedLookup(trust: Trust): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error !== null || first === undefined) {
        callback(error ?? coded('ENOTFOUND'), '')
      } else if (addresses.some(({ address }) => isRefusedAddress(address, trust))) {
        callback(coded(refused), '')
      } else if (options.all === true) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

export function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === refused
}

function coded(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code })
}
