/** The columns of the Dataverse tables that the sync reads, restated from the public table reference. */

/** `choices`: several values of one list, which no comparison takes. */
export type ColumnType = 'guid' | 'string' | 'number' | 'boolean' | 'dateTime' | 'choices'

export interface TableDefinition {
  readonly entitySet: string
  readonly logicalName: string
  readonly primaryId: string
  readonly columns: Readonly<Record<string, ColumnType>>
  /** Filters there want GUIDs in quotes, seen live; everywhere else they want them bare. */
  readonly quotesGuids: boolean
  /** Columns of a linked row that a filter may name: `msdyn_liveworkstreamid/msdyn_streamsource`. Rows hold them under that name. */
  readonly linked: Readonly<Record<string, ColumnType>>
  /** Columns with secrets: whoever reads them, or does not say what is read, is refused. */
  readonly secrets: readonly string[]
}

export const stampColumns = {
  createdon: 'dateTime',
  modifiedon: 'dateTime',
  _createdby_value: 'guid',
  _modifiedby_value: 'guid',
  _createdonbehalfby_value: 'guid',
  _modifiedonbehalfby_value: 'guid',
} as const

export function define(
  logicalName: string,
  entitySet: string,
  columns: Readonly<Record<string, ColumnType>>,
  more: Partial<Pick<TableDefinition, 'primaryId' | 'quotesGuids' | 'linked' | 'secrets'>> = {},
): TableDefinition {
  const { primaryId = `${logicalName}id`, quotesGuids = false, linked = {}, secrets = [] } = more
  const own = { [primaryId]: 'guid', ...columns } as const
  return { logicalName, entitySet, primaryId, quotesGuids, linked, secrets, columns: own }
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
    ...stampColumns,
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
    ...stampColumns,
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
    ...stampColumns,
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
