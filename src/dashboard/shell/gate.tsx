/** Before the first page: who looks, and at which tenant. Says what to do where either is missing. */
import { useEffect, useState, type ReactNode } from 'react'
import { ask } from '../api/client.ts'
import type { Session } from '../../model/service.ts'
import { problemFrom, type ApiProblem } from '../api/problem.ts'
import { useDocument } from '../api/use-document.ts'
import { Command } from '../parts/command.tsx'
import { Empty, ProblemBar, Waiting } from '../parts/states.tsx'
import { useRoute } from '../router/location.ts'
import { FirstRun } from './first-run.tsx'
import { TenantProvider } from './tenant.tsx'

export function Gate({ children }: { readonly children: ReactNode }) {
  const [session, setSession] = useState<Session | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  useEffect(() => {
    signIn()
      .then(setSession)
      .catch((error: unknown) => setProblem(problemFrom(error)))
  }, [])
  if (problem !== null) return <NotIn problem={problem} />
  if (session === null) return <Alone>{<Waiting what="the session" />}</Alone>
  return <Tenants session={session}>{children}</Tenants>
}

/** In entra mode the roles are those of the token, so the session is asked for again with it. */
async function signIn(): Promise<Session> {
  const { document: session } = await ask('/session', 'seatledger.session/1')
  if (session.entra === null || session.roles.length > 0) return session
  const { signInWithEntra } = await import('../api/entra.ts')
  await signInWithEntra(session.entra)
  return (await ask('/session', 'seatledger.session/1')).document
}

function Tenants({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  const list = useDocument('/tenants', 'seatledger.tenant-list/1')
  const { query } = useRoute()
  const tenants = list.page?.document.tenants ?? []
  const tenant = tenants.find(({ tenantId }) => tenantId === query.get('tenant')) ?? tenants[0]
  if (tenant === undefined) {
    if (list.problem !== null) return <NotIn problem={list.problem} />
    return <Alone>{list.isLoading ? <Waiting what="the tenant" /> : <Empty title="No tenant is configured." />}</Alone>
  }
  return (
    <TenantProvider tenant={tenant} tenants={tenants} session={session}>
      {tenant.lastRun === null ? <FirstRun /> : children}
    </TenantProvider>
  )
}

function NotIn({ problem }: { readonly problem: ApiProblem }) {
  if (problem.status !== 401 && problem.status !== 403) {
    return (
      <Alone>
        <h1>Seatledger</h1>
        <ProblemBar problem={problem} reload={() => globalThis.location.reload()} />
      </Alone>
    )
  }
  return (
    <Alone>
      <h1>{problem.status === 401 ? 'You are not signed in' : 'You may not look here'}</h1>
      <p>{problem.message}</p>
      {problem.hint === null ? null : <p>{problem.hint}</p>}
      <p>
        On the machine that runs the service, open the link that it printed when it started. A new start prints a new
        one:
      </p>
      <Command text="seatledger serve" />
    </Alone>
  )
}

export function Alone({ children }: { readonly children: ReactNode }) {
  return <main className="alone">{children}</main>
}
