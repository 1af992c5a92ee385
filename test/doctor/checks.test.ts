import { describe, expect, it } from 'vitest'
import { checkProbes, doctorExitCode, type Probe } from '../../src/doctor/checks.ts'
import { AuthenticationError, PermissionError, UpstreamError } from '../../src/errors.ts'

const clientId = '22222222-2222-4222-8222-222222222222'
const environment = { id: '33333333-3333-4333-8333-333333333333', name: 'Contoso Prod' }
const refused = { status: 403, serviceCode: null, requestId: null }

function probe(changes: Partial<Probe>): Probe {
  return {
    source: 'graph/subscribed-skus',
    environment: null,
    required: true,
    host: 'https://graph.microsoft.com',
    scope: 'https://graph.microsoft.com/.default',
    permission: 'grant Organization.Read.All (application) and admin consent',
    outcome: { found: '12 SKUs' },
    ...changes,
  }
}

const dataverse: Partial<Probe> = {
  source: 'dataverse/security',
  environment,
  host: 'https://contoso.crm.dynamics.com',
  scope: 'https://contoso.crm.dynamics.com/.default',
  permission: 'add the application as application user with the role Service Reader',
}

describe('a check', () => {
  it('says sign-in, permission and what was found', () => {
    expect(checkProbes([probe({})], clientId)).toEqual([
      {
        check: 'graph/subscribed-skus',
        state: 'ok',
        found:
          'signed in to https://graph.microsoft.com (https://graph.microsoft.com/.default), permission is there, 12 SKUs',
        fix: null,
        command: null,
      },
    ])
  })

  it('names the permission that is missing, and the command that grants it', () => {
    const error = new PermissionError('GET /v1.0/subscribedSkus 403: Authorization_RequestDenied', refused)

    expect(checkProbes([probe({ outcome: { error } })], clientId)).toEqual([
      {
        check: 'graph/subscribed-skus',
        state: 'failed',
        found:
          'signed in to https://graph.microsoft.com (https://graph.microsoft.com/.default), permission is missing: GET /v1.0/subscribedSkus 403: Authorization_RequestDenied',
        fix: 'grant Organization.Read.All (application) and admin consent',
        command:
          'az ad app permission add --id 22222222-2222-4222-8222-222222222222 --api 00000003-0000-0000-c000-000000000000 --api-permissions 498476ce-e0fe-48b0-b801-37ba7e2685c6=Role && az ad app permission admin-consent --id 22222222-2222-4222-8222-222222222222',
      },
    ])
  })

  it('registers the application user of an environment that refuses it', () => {
    const error = new PermissionError('GET /api/data/v9.2/WhoAmI 403', refused)

    const [check] = checkProbes([probe({ ...dataverse, outcome: { error } })], clientId)

    expect(check?.check).toBe('dataverse/security of Contoso Prod')
    expect(check?.command).toBe(
      'pac admin assign-user --environment 33333333-3333-4333-8333-333333333333 --user 22222222-2222-4222-8222-222222222222 --role "Service Reader" --application-user',
    )
  })

  it('registers the admin application where the admin API refuses', () => {
    const error = new PermissionError('GET /environments 403', refused)

    const [check] = checkProbes([probe({ source: 'power-platform/environments', outcome: { error } })], clientId)

    expect(check?.command).toBe('pac admin application register --application-id 22222222-2222-4222-8222-222222222222')
  })

  it('lists an environment of which nothing is to be asked', () => {
    const [check] = checkProbes([probe({ ...dataverse, outcome: { notAsked: 'left out by the operator' } })], clientId)

    expect(check).toEqual({
      check: 'dataverse/security of Contoso Prod',
      state: 'ok',
      found: 'left out by the operator',
      fix: null,
      command: null,
    })
  })

  it('gives a new secret where the secret is wrong, and no command where the service is down: the hint is the fix', () => {
    const signIn = new AuthenticationError('invalid_client: AADSTS7000215', 'create a new client secret')
    const down = new UpstreamError('GET /v1.0/organization 503', { ...refused, status: 503 })

    const checks = checkProbes(
      [probe({ outcome: { error: signIn } }), probe({ required: false, outcome: { error: down } })],
      clientId,
    )

    expect(checks.map(({ state, found, fix, command }) => ({ state, found, fix, command }))).toEqual([
      {
        state: 'failed',
        found:
          'sign-in failed for https://graph.microsoft.com (https://graph.microsoft.com/.default): invalid_client: AADSTS7000215',
        fix: 'create a new client secret',
        command: 'az ad app credential reset --id 22222222-2222-4222-8222-222222222222 --append',
      },
      {
        state: 'warning',
        found: 'https://graph.microsoft.com gave no usable answer: GET /v1.0/organization 503',
        fix: 'try again; if it stays, look at the log of `seatledger doctor --verbose`',
        command: null,
      },
    ])
  })
})

describe('the command for a failed sign-in', () => {
  it.each([
    ['AADSTS65001, nobody has consented', `az ad app permission admin-consent --id ${clientId}`],
    [
      'AADSTS7000229, no service principal',
      `az ad sp create --id ${clientId} && az ad app permission admin-consent --id ${clientId}`,
    ],
    ['AADSTS700024, the assertion is outside its time', null],
    ['unknown reason', null],
  ])('after %s is %s', (sentence, command) => {
    const [check] = checkProbes([probe({ outcome: { error: new AuthenticationError(sentence) } })], clientId)

    expect(check?.command).toBe(command)
  })

  it('needs an application id', () => {
    const error = new AuthenticationError('AADSTS65001')

    expect(checkProbes([probe({ outcome: { error } })], '')[0]?.command).toBeNull()
  })
})

describe('the exit code', () => {
  const error = { error: new PermissionError('GET / 403', refused) }

  it.each([
    [0, [probe({}), probe({ required: false, outcome: error })]],
    [3, [probe({}), probe({ outcome: error })]],
    [1, [probe({ outcome: error }), probe({ required: false })]],
    [0, [probe({}), probe({ outcome: { notAsked: 'no Dataverse, nothing to assess' } })]],
    [1, [probe({ outcome: { notAsked: 'no Dataverse, nothing to assess' } })]],
    [1, []],
  ] as const)('is %s', (code, probes) => {
    expect(doctorExitCode(probes)).toBe(code)
  })
})
