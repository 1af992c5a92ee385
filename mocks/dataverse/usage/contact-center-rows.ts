/** Conversations as rows: the conversation, its sessions, who took part in them, and what was transcribed. */
import { guidOf } from '../../guid.ts'
import type { DataverseDescription } from '../../tenant.ts'
import type { ConversationDescription } from '../../tenant-usage.ts'
import { stamps, type Row } from '../rows.ts'
import { timeText } from './use-rows.ts'

const channels = { record: 192_350_000, voice: 192_440_000, chat: 192_360_000, sms: 192_340_000 }
const transcription = 192_350_002
const botEngagement = { default: 192_350_000, preConversation: 192_350_001 }
const closures = { agent: 192_350_000, botTransfer: 192_350_026 }
const userTypes = { person: 192_350_000, bot: 192_350_001 }
const minuteMs = 60_000

export interface ContactCenterRows {
  readonly workstreams: readonly Row[]
  readonly conversations: readonly Row[]
  readonly sessions: readonly Row[]
  readonly participants: readonly Row[]
  readonly events: readonly Row[]
}

/** One conversation, once. */
interface Conversation {
  readonly id: string
  readonly described: ConversationDescription
  readonly channel: number
  readonly fromMs: number
  /** When the bot handed over. */
  readonly handedMs: number
  readonly toMs: number
  readonly recordId: string
}

export function contactCenterRows(dataverse: DataverseDescription): ContactCenterRows {
  const conversations = conversationsOf(dataverse)
  const streamOf = (channel: number): string => guidOf(`${dataverse.organizationId} workstream ${channel}`)
  return {
    workstreams: Object.entries(channels).map(([name, channel]) => ({
      msdyn_liveworkstreamid: streamOf(channel),
      msdyn_name: `Workstream ${name}`,
      msdyn_streamsource: channel,
      msdyn_direction: 0,
      statecode: 0,
      ...stamps,
    })),
    conversations: conversations.map((each) => conversationRow(each, streamOf(each.channel))),
    sessions: conversations.flatMap(sessionRows),
    participants: conversations.flatMap((each) => participantRows(each, dataverse)),
    events: conversations.flatMap(eventRows),
  }
}

function conversationsOf({ organizationId, conversations = [] }: DataverseDescription): Conversation[] {
  return conversations.flatMap((described, index) => {
    const { at, minutes, channel, record, botMinutes = 0, times = 1, everySeconds = 3600 } = described
    return Array.from({ length: times }, (_, time): Conversation => {
      const fromMs = Date.parse(at) + time * everySeconds * 1000
      return {
        id: guidOf(`${organizationId} conversation ${index} ${time}`),
        described,
        channel: channels[channel],
        fromMs,
        handedMs: fromMs + botMinutes * minuteMs,
        toMs: fromMs + minutes * minuteMs,
        recordId: guidOf(`${organizationId} routed ${record ?? `${index} ${time}`}`),
      }
    })
  })
}

function conversationRow(conversation: Conversation, streamId: string): Row {
  const { id, channel, fromMs, handedMs, toMs, described, recordId } = conversation
  const isRecord = described.channel === 'record'
  return {
    activityid: id,
    // As the service has it: a list of one, as text.
    msdyn_channel: String(channel),
    _msdyn_liveworkstreamid_value: streamId,
    'msdyn_liveworkstreamid/msdyn_streamsource': channel,
    'msdyn_liveworkstreamid/msdyn_direction': 0,
    msdyn_createdon: timeText(fromMs),
    msdyn_startedon: timeText(fromMs),
    msdyn_closedon: timeText(toMs),
    _msdyn_routableobjectid_value: isRecord ? recordId : id,
    msdyn_routableobjectlogicalname: isRecord ? 'incident' : 'msdyn_ocliveworkitem',
    msdyn_transfercount: (described.sessions ?? 1) - 1,
    msdyn_escalationcount: handedMs > fromMs ? 1 : 0,
    msdyn_conversationtalktimeinseconds: described.channel === 'voice' ? (toMs - handedMs) / 1000 : null,
    msdyn_conversationholdtimeinseconds: 0,
    msdyn_isagentsession: true,
    msdyn_isoutbound: false,
    statecode: 1,
    statuscode: 4,
    ...stamps,
    createdon: timeText(fromMs),
    modifiedon: timeText(toMs),
  }
}

function sessionId({ id }: Conversation, session: number): string {
  return guidOf(`session ${session} of ${id}`)
}

/** All begin with the conversation: an attempt that nobody took is over at once. The last one is the one that was held. */
function sessionRows(conversation: Conversation): Row[] {
  const { id, channel, fromMs, handedMs, toMs, described } = conversation
  const count = described.sessions ?? 1
  const hasBot = handedMs > fromMs
  return Array.from({ length: count }, (_, session) => {
    const closedMs = session === count - 1 ? toMs : fromMs
    return {
      activityid: sessionId(conversation, session),
      msdyn_channel: channel,
      _msdyn_liveworkitemid_value: id,
      msdyn_sessioncreatedon: timeText(fromMs),
      msdyn_sessionclosedon: timeText(closedMs),
      msdyn_sessioncreationreason: 192_350_000,
      msdyn_botengagementmode: hasBot ? botEngagement.preConversation : botEngagement.default,
      msdyn_closurereason: hasBot ? closures.botTransfer : closures.agent,
      statecode: 1,
      statuscode: 2,
      ...stamps,
      createdon: timeText(fromMs),
      modifiedon: timeText(closedMs),
    }
  })
}

/** The bot until it hands over, then a person; both in the session that was held. */
function participantRows(conversation: Conversation, dataverse: DataverseDescription): Row[] {
  const { fromMs, handedMs, toMs } = conversation
  const bot = dataverse.users.find((user) => user.isBot === true)
  const person = dataverse.users.find(
    (user) => user.isBot !== true && user.accessMode === 0 && user.applicationId === null,
  )
  if (handedMs > fromMs && bot === undefined) throw new Error('a conversation with a bot needs a user who is a bot')
  return [
    ...(handedMs > fromMs ? [participantRow(conversation, bot?.id ?? null, userTypes.bot, fromMs, handedMs)] : []),
    ...(toMs > handedMs ? [participantRow(conversation, person?.id ?? null, userTypes.person, handedMs, toMs)] : []),
  ]
}

function participantRow(
  conversation: Conversation,
  agentId: string | null,
  userType: number,
  joinedMs: number,
  leftMs: number,
): Row {
  const last = (conversation.described.sessions ?? 1) - 1
  return {
    msdyn_sessionparticipantid: participantId(conversation, userType),
    _msdyn_omnichannelsession_value: sessionId(conversation, last),
    'msdyn_omnichannelsession/msdyn_channel': conversation.channel,
    _msdyn_agentid_value: agentId,
    'msdyn_agentid/msdyn_usertype': userType,
    msdyn_joinedon: timeText(joinedMs),
    msdyn_lefton: timeText(leftMs),
    msdyn_talktime: (leftMs - joinedMs) / 1000,
    msdyn_activetime: (leftMs - joinedMs) / 1000,
    msdyn_mode: 192_350_000,
    statecode: 0,
    ...stamps,
    createdon: timeText(joinedMs),
    modifiedon: timeText(leftMs),
  }
}

function participantId({ id }: Conversation, userType: number): string {
  return guidOf(`participant ${userType} of ${id}`)
}

function eventRows(conversation: Conversation): Row[] {
  const { described, handedMs, channel } = conversation
  const { transcribedMinutes = 0, sessions = 1 } = described
  if (transcribedMinutes === 0) return []
  const endMs = handedMs + transcribedMinutes * minuteMs
  return [
    {
      msdyn_ocsessionparticipanteventid: guidOf(`transcription of ${conversation.id}`),
      msdyn_name: 'Transcription',
      msdyn_eventtype: transcription,
      msdyn_eventreason: null,
      msdyn_eventstarttime: timeText(handedMs),
      msdyn_eventendtime: timeText(endMs),
      // Its unit is documented nowhere: nobody should read it.
      msdyn_eventduration: (endMs - handedMs) / 7,
      _msdyn_sessionid_value: sessionId(conversation, sessions - 1),
      'msdyn_sessionid/msdyn_channel': channel,
      _msdyn_sessionparticipantid_value: participantId(conversation, userTypes.person),
      statecode: 0,
      ...stamps,
      createdon: timeText(handedMs),
      modifiedon: timeText(endMs),
    },
  ]
}
