/** Minutes of bots on voice calls: from joining to leaving, of the participants that are bots (usage-sources.md 2). */
import { z } from 'zod'
import { Guid, orNull, Time } from '../transport/rows.ts'
import { channels, minutesBetween, queryOf, within, type Counted, type Month } from './contact-center.ts'
import { setOf } from './feature-set.ts'
import { readAll, type ReadSet } from './read-set.ts'

export const voicebotMethod =
  'bots from joining to leaving voice calls that began in the month (msdyn_sessionparticipant, msdyn_ocsession); at least each in whole minutes, rounded down; at most each rounded up, and those that never left until the session closed or the sync began'

/** `msdyn_usertype` of a bot. */
const botType = 192350001
/** Conditions of one query; each bot is one. */
const botsPerQuery = 50

const participantId = 'msdyn_sessionparticipantid'

const WireBot = z.object({ systemuserid: Guid })
const WireSession = z.object({ activityid: Guid, msdyn_sessionclosedon: orNull(Time) })
const WireParticipant = z.object({
  _msdyn_omnichannelsession_value: orNull(Guid),
  msdyn_joinedon: Time,
  msdyn_lefton: orNull(Time),
})
type Participant = z.infer<typeof WireParticipant>

/** null where a table is not installed. */
export async function countVoicebotMinutes(month: Month): Promise<Counted | null> {
  const sessionQuery = queryOf(month, 'msdyn_ocsession', {
    columns: 'activityid,msdyn_sessionclosedon',
    filter: `msdyn_channel eq ${channels.voiceCall} and ${within('msdyn_sessioncreatedon', month.period)}`,
  })
  if (sessionQuery === null || setOf(month.installed, 'msdyn_sessionparticipant') === null) return null
  const [bots, sessions] = await Promise.all([
    month.read(
      `systemusers?$select=systemuserid&$filter=${encodeURIComponent(`msdyn_usertype eq ${botType}`)}`,
      WireBot,
      (bot) => bot,
    ),
    month.read(sessionQuery, WireSession, (session) => session),
  ])
  const participants = await readParticipants(
    month,
    bots.rows.map(({ systemuserid }) => systemuserid),
  )
  const closedOn = new Map(sessions.rows.map((row) => [row.activityid, row.msdyn_sessionclosedon]))
  return {
    ...sumOf(participants.rows, closedOn, month.period.to),
    rejected: bots.rejected + sessions.rejected + participants.rejected,
    requestId: participants.requestId ?? sessions.requestId,
  }
}

/** Those of the bots, of all channels; without a bot nothing is asked. */
async function readParticipants(month: Month, botIds: readonly string[]): Promise<ReadSet<Participant>> {
  const queries: string[] = []
  for (let start = 0; start < botIds.length; start += botsPerQuery) {
    const bots = botIds.slice(start, start + botsPerQuery).map((id) => `_msdyn_agentid_value eq ${id}`)
    const query = queryOf(month, 'msdyn_sessionparticipant', {
      columns: `${participantId},_msdyn_omnichannelsession_value,msdyn_joinedon,msdyn_lefton`,
      filter: `(${bots.join(' or ')}) and ${within('msdyn_joinedon', month.period)}`,
    })
    if (query !== null) queries.push(query)
  }
  return readAll(queries, async (query) => month.read(query, WireParticipant, (row) => row, participantId))
}

/** `closedOn`: the voice sessions, with the time at which each closed. */
function sumOf(participants: readonly Participant[], closedOn: ReadonlyMap<string, string | null>, endsAt: string) {
  let [low, estimate, high] = [0, 0, 0]
  for (const { _msdyn_omnichannelsession_value: session, msdyn_joinedon, msdyn_lefton } of participants) {
    const closed = closedOn.get(session ?? '')
    if (closed === undefined) continue
    const minutes = msdyn_lefton === null ? 0 : minutesBetween(msdyn_joinedon, msdyn_lefton)
    low += Math.floor(minutes)
    estimate += minutes
    high += Math.ceil(msdyn_lefton === null ? minutesBetween(msdyn_joinedon, closed ?? endsAt) : minutes)
  }
  return { low, estimate, high }
}
