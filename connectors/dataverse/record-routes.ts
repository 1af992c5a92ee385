/** Records that were routed: conversations of the channel Entity Records, between the distinct records and the sessions (usage-sources.md 1). */
import { z } from 'zod'
import { orNull } from '../transport/rows.ts'
import { channels, conversationsOf, queryOf, within, type Counted, type Month } from './contact-center.ts'

export const recordRoutesMethod =
  'conversations of the channel Entity Records (msdyn_ocliveworkitem); at least the distinct records in them, at most their sessions (msdyn_ocsession)'

const WireConversation = z.object({ activityid: z.string(), _msdyn_routableobjectid_value: orNull(z.string()) })
const WireSession = z.object({ activityid: z.string() })

/** null where a table is not installed. */
export async function countRecordRoutes(month: Month): Promise<Counted | null> {
  const conversationQuery = queryOf(month, 'msdyn_ocliveworkitem', {
    columns: 'activityid,_msdyn_routableobjectid_value',
    filter: conversationsOf(channels.entityRecords, month.period),
  })
  const sessionQuery = queryOf(month, 'msdyn_ocsession', {
    columns: 'activityid',
    filter: `msdyn_channel eq ${channels.entityRecords} and ${within('msdyn_sessioncreatedon', month.period)}`,
  })
  if (conversationQuery === null || sessionQuery === null) return null
  const [conversations, sessions] = await Promise.all([
    month.read(
      conversationQuery,
      WireConversation,
      (row) => ({ record: row._msdyn_routableobjectid_value }),
      'activityid',
    ),
    month.read(sessionQuery, WireSession, (row) => row, 'activityid'),
  ])
  const records = new Set(conversations.rows.flatMap(({ record }) => record?.toLowerCase() ?? []))
  return {
    low: records.size,
    estimate: conversations.rows.length,
    // A session that is not stored makes no route less.
    high: Math.max(sessions.rows.length, conversations.rows.length),
    rejected: conversations.rejected + sessions.rejected,
    requestId: sessions.requestId,
  }
}
