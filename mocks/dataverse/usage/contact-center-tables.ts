/** The columns of the contact center's tables, as far as usage is estimated from them. */
import { define, stampColumns } from '../table-definitions.ts'

export const workstreamTable = define('msdyn_liveworkstream', 'msdyn_liveworkstreams', {
  msdyn_name: 'string',
  msdyn_streamsource: 'number',
  msdyn_direction: 'number',
  statecode: 'number',
  ...stampColumns,
})

export const conversationTable = define(
  'msdyn_ocliveworkitem',
  'msdyn_ocliveworkitems',
  {
    msdyn_channel: 'choices',
    _msdyn_liveworkstreamid_value: 'guid',
    msdyn_createdon: 'dateTime',
    msdyn_startedon: 'dateTime',
    msdyn_closedon: 'dateTime',
    _msdyn_routableobjectid_value: 'guid',
    msdyn_routableobjectlogicalname: 'string',
    msdyn_transfercount: 'number',
    msdyn_escalationcount: 'number',
    msdyn_conversationtalktimeinseconds: 'number',
    msdyn_conversationholdtimeinseconds: 'number',
    msdyn_isagentsession: 'boolean',
    msdyn_isoutbound: 'boolean',
    statecode: 'number',
    statuscode: 'number',
    ...stampColumns,
  },
  {
    primaryId: 'activityid',
    linked: {
      'msdyn_liveworkstreamid/msdyn_streamsource': 'number',
      'msdyn_liveworkstreamid/msdyn_direction': 'number',
    },
  },
)

export const sessionTable = define(
  'msdyn_ocsession',
  'msdyn_ocsessions',
  {
    msdyn_channel: 'number',
    _msdyn_liveworkitemid_value: 'guid',
    msdyn_sessioncreatedon: 'dateTime',
    msdyn_sessionclosedon: 'dateTime',
    msdyn_sessioncreationreason: 'number',
    msdyn_botengagementmode: 'number',
    msdyn_closurereason: 'number',
    statecode: 'number',
    statuscode: 'number',
    ...stampColumns,
  },
  { primaryId: 'activityid' },
)

export const participantTable = define(
  'msdyn_sessionparticipant',
  'msdyn_sessionparticipants',
  {
    _msdyn_omnichannelsession_value: 'guid',
    _msdyn_agentid_value: 'guid',
    msdyn_joinedon: 'dateTime',
    msdyn_lefton: 'dateTime',
    msdyn_talktime: 'number',
    msdyn_activetime: 'number',
    msdyn_mode: 'number',
    statecode: 'number',
    ...stampColumns,
  },
  { linked: { 'msdyn_omnichannelsession/msdyn_channel': 'number', 'msdyn_agentid/msdyn_usertype': 'number' } },
)

export const participantEventTable = define(
  'msdyn_ocsessionparticipantevent',
  'msdyn_ocsessionparticipantevents',
  {
    msdyn_name: 'string',
    msdyn_eventtype: 'number',
    msdyn_eventreason: 'number',
    msdyn_eventstarttime: 'dateTime',
    msdyn_eventendtime: 'dateTime',
    msdyn_eventduration: 'number',
    _msdyn_sessionid_value: 'guid',
    _msdyn_sessionparticipantid_value: 'guid',
    statecode: 'number',
    ...stampColumns,
  },
  { linked: { 'msdyn_sessionid/msdyn_channel': 'number' } },
)
