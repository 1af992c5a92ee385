/** Minutes of calls that were transcribed: events of participants, below the duration of all voice calls (usage-sources.md 2). */
import { z } from 'zod'
import { orNull, Time } from '../transport/rows.ts'
import {
  channels,
  conversationsOf,
  minutesBetween,
  queryOf,
  within,
  type Counted,
  type Month,
} from './contact-center.ts'

export const callIntelligenceMethod =
  'transcription events (msdyn_ocsessionparticipantevent) from start to end; at least each in whole minutes, rounded down; at most the duration of all voice calls (msdyn_ocliveworkitem), each rounded up, those still open until the sync began'

const transcription = 192350002

const WireEvent = z.object({ msdyn_eventstarttime: Time, msdyn_eventendtime: orNull(Time) })
const WireCall = z.object({ msdyn_startedon: orNull(Time), msdyn_closedon: orNull(Time) })

const eventId = 'msdyn_ocsessionparticipanteventid'
const callId = 'activityid'

const toEvent = ({ msdyn_eventstarttime: from, msdyn_eventendtime: to }: z.infer<typeof WireEvent>) => ({
  minutes: to === null ? 0 : minutesBetween(from, to),
})

const toCall = ({ msdyn_startedon: from, msdyn_closedon: to }: z.infer<typeof WireCall>, endsAt: string) => ({
  minutes: from === null ? 0 : minutesBetween(from, to ?? endsAt),
})

/** null where a table is not installed. The duration that an event states has no documented unit and is not read. */
export async function countCallIntelligenceMinutes(month: Month): Promise<Counted | null> {
  const eventQuery = queryOf(month, 'msdyn_ocsessionparticipantevent', {
    columns: `${eventId},msdyn_eventstarttime,msdyn_eventendtime`,
    filter: `msdyn_eventtype eq ${transcription} and ${within('msdyn_eventstarttime', month.period)}`,
  })
  const callQuery = queryOf(month, 'msdyn_ocliveworkitem', {
    columns: `${callId},msdyn_startedon,msdyn_closedon`,
    filter: conversationsOf(channels.voiceCall, month.period),
  })
  if (eventQuery === null || callQuery === null) return null
  const [events, calls] = await Promise.all([
    month.read(eventQuery, WireEvent, toEvent, eventId),
    month.read(callQuery, WireCall, (call) => toCall(call, month.period.to), callId),
  ])
  const minutes = events.rows.map((event) => event.minutes)
  const ofCalls = sum(calls.rows.map((call) => Math.ceil(call.minutes)))
  return {
    low: sum(minutes.map(Math.floor)),
    estimate: sum(minutes),
    // Several people of one call may be transcribed: what was seen is never above the bound.
    high: Math.max(ofCalls, sum(minutes.map(Math.ceil))),
    rejected: events.rejected + calls.rejected,
    requestId: calls.requestId,
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
