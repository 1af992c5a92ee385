/** The columns of the Dataverse tables that the sync reads, restated from the public table reference. */

export type ColumnType = 'guid' | 'string' | 'number' | 'boolean' | 'dateTime'

export interface TableDefinition {
  readonly entitySet: string
  readonly logicalName: string
  readonly primaryId: string
  readonly columns: Readonly<Record<string, ColumnType>>
  /** Filters there want GUIDs in quotes, seen live; everywhere else they want them bare. */
  readonly quotesGuids: boolean
}

const stamps = {
  createdon: 'dateTime',
  modifiedon: 'dateTime',
  _createdby_value: 'guid',
  _modifiedby_value: 'guid',
  _createdonbehalfby_value: 'guid',
  _modifiedonbehalfby_value: 'guid',
} as const

function define(
  logicalName: string,
  entitySet: string,
  columns: Readonly<Record<string, ColumnType>>,
  more: { readonly primaryId?: string; readonly quotesGuids?: boolean } = {},
): TableDefinition {
  const { primaryId = `${logicalName}id`, quotesGuids = false } = more
  return { logicalName, entitySet, primaryId, quotesGuids, columns: { [primaryId]: 'guid', ...columns } }
}

export const tables = {
  systemuser: define('systemuser', 'systemusers', {
    azureactivedirectoryobjectid: 'guid',
    domainname: 'string',
    fullname: 'string',
    internalemailaddress: 'string',
    applicationid: 'guid',
    accessmode: 'number',
    isdisabled: 'boolean',
    islicensed: 'boolean',
    isintegrationuser: 'boolean',
    setupuser: 'boolean',
    issyncwithdirectory: 'boolean',
    userlicensetype: 'number',
    caltype: 'number',
    deletedstate: 'number',
    azurestate: 'number',
    azuredeletedon: 'dateTime',
    systemmanagedusertype: 'number',
    _businessunitid_value: 'guid',
    _parentsystemuserid_value: 'guid',
    ...stamps,
  }),
  role: define('role', 'roles', {
    roleidunique: 'guid',
    name: 'string',
    isinherited: 'number',
    // The misspelling is the column's name.
    issytemgenerated: 'boolean',
    isautoassigned: 'boolean',
    ismanaged: 'boolean',
    componentstate: 'number',
    _businessunitid_value: 'guid',
    _parentroleid_value: 'guid',
    _parentrootroleid_value: 'guid',
    _roletemplateid_value: 'guid',
    ...stamps,
  }),
  privilege: define('privilege', 'privileges', {
    name: 'string',
    accessright: 'number',
    canbebasic: 'boolean',
    canbelocal: 'boolean',
    canbedeep: 'boolean',
    canbeglobal: 'boolean',
    canbeentityreference: 'boolean',
    canbeparententityreference: 'boolean',
    ismanaged: 'boolean',
    componentstate: 'number',
  }),
  roleprivileges: define(
    'roleprivileges',
    'roleprivilegescollection',
    {
      roleid: 'guid',
      privilegeid: 'guid',
      privilegedepthmask: 'number',
      _recordfilterid_value: 'guid',
      ismanaged: 'boolean',
      componentstate: 'number',
    },
    { primaryId: 'roleprivilegeid' },
  ),
  systemuserroles: define(
    'systemuserroles',
    'systemuserrolescollection',
    { systemuserid: 'guid', roleid: 'guid' },
    { primaryId: 'systemuserroleid', quotesGuids: true },
  ),
  team: define('team', 'teams', {
    name: 'string',
    teamtype: 'number',
    membershiptype: 'number',
    azureactivedirectoryobjectid: 'guid',
    isdefault: 'boolean',
    systemmanaged: 'boolean',
    _businessunitid_value: 'guid',
    _administratorid_value: 'guid',
    ...stamps,
  }),
  teammembership: define('teammembership', 'teammemberships', { teamid: 'guid', systemuserid: 'guid' }),
  teamroles: define(
    'teamroles',
    'teamrolescollection',
    { teamid: 'guid', roleid: 'guid' },
    { primaryId: 'teamroleid' },
  ),
  businessunit: define('businessunit', 'businessunits', {
    name: 'string',
    isdisabled: 'boolean',
    _parentbusinessunitid_value: 'guid',
  }),
  organization: define('organization', 'organizations', {
    name: 'string',
    isauditenabled: 'boolean',
    auditretentionperiodv2: 'number',
    languagecode: 'number',
  }),
} as const

export type TableName = keyof typeof tables
