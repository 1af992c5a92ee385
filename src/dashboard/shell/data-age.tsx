/** How old the data is, on every page: no figure is newer than the run that it was read in. */
import { MessageBar, MessageBarBody, MessageBarTitle, Spinner } from '@fluentui/react-components'
import { ClockRegular } from '@fluentui/react-icons'
import { useEffect, useState } from 'react'
import { hrefOf } from '../router/location.ts'
import { RouteLink } from '../router/route-link.tsx'
import { ago, secondsSince, time } from '../words/times.ts'
import { useLooking } from './tenant.tsx'

/** A nightly run is at most a day old: older than a day and a half means that one was missed. */
const staleSeconds = 36 * 3600

export function DataAge() {
  const { tenant } = useLooking()
  const { lastRun, isSyncing, nextRunAt } = tenant
  useMinuteTick()
  if (lastRun === null) return null
  const age = secondsSince(lastRun.startedAt)
  return (
    <div className="age-strip">
      <div className="age">
        <ClockRegular aria-hidden="true" /> Data of {time(lastRun.startedAt)}, {ago(age)}
        {nextRunAt === null ? '' : `; next run ${ago(secondsSince(nextRunAt))}`}
        {isSyncing ? (
          <>
            {' '}
            <Spinner size="extra-tiny" aria-hidden="true" />{' '}
            <RouteLink to={hrefOf('/runs', {})}>a run is under way</RouteLink>
          </>
        ) : null}
      </div>
      {age > staleSeconds ? (
        <MessageBar intent="warning" className="bar" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>These figures are {ago(age).replace(' ago', ' old')}.</MessageBarTitle>
            Something may have changed since. <RouteLink to={hrefOf('/runs', {})}>Start a run</RouteLink>
          </MessageBarBody>
        </MessageBar>
      ) : null}
      {lastRun.incomplete ? (
        <MessageBar intent="warning" className="bar" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>The last run could not read everything.</MessageBarTitle>
            What was not looked at is never counted as compliant.{' '}
            <RouteLink to={hrefOf('/runs', {})}>See what is missing</RouteLink>
          </MessageBarBody>
        </MessageBar>
      ) : null}
    </div>
  )
}

function useMinuteTick(): void {
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((before) => before + 1), 60_000)
    return () => clearInterval(timer)
  }, [])
}
