/** The device code flow: the person is thought to type the code between the first and the second poll. */
import { guidOf } from '../guid.ts'
import { Refused } from '../refused.ts'

export interface DeviceCodes {
  start(): unknown
  /** Throws `Refused` while the person has not signed in, and for a code that was never given out. */
  poll(deviceCode: string): void
  redeem(refreshToken: string): void
}

/** Seconds between two polls. */
const interval = 1

export function createDeviceCodes(loginOrigin: string): DeviceCodes {
  const polls = new Map<string, number>()
  return {
    start() {
      const deviceCode = guidOf(`device code ${polls.size}`)
      const userCode = deviceCode.slice(0, 8).toUpperCase()
      const page = `${loginOrigin}/common/oauth2/deviceauth`
      polls.set(deviceCode, 0)
      return {
        device_code: deviceCode,
        user_code: userCode,
        verification_uri: page,
        expires_in: 900,
        interval,
        message: `To sign in, use a web browser to open the page ${page} and enter the code ${userCode} to authenticate.`,
      }
    },
    poll(deviceCode) {
      const count = polls.get(deviceCode)
      if (count === undefined) throw new Refused(400, 'bad_verification_code', 'AADSTS70019: CodeExpired.')
      polls.set(deviceCode, count + 1)
      if (count === 0) throw new Refused(400, 'authorization_pending', 'AADSTS70016: Authorization is pending.')
    },
    redeem(refreshToken) {
      if (refreshToken === '') throw new Refused(400, 'invalid_grant', 'AADSTS9002313: Invalid request.')
    },
  }
}
