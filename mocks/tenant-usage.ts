/** What is used in a practice tenant, in plain words: who wrote what, what was talked about, what runs. A part of `tenant.ts`. All times are ISO 8601 UTC. */

/** One change of a user's licenses as the directory's audit log tells it. The same SKUs before and after is an event without a change. */
export interface LicenseEventDescription {
  readonly at: string
  readonly userId: string
  /** SKU ids. */
  readonly before: readonly string[]
  readonly after: readonly string[]
  /**
   * Where the SKUs stand: in the event itself; in an 'Update user' event of the same correlation id; nowhere.
   * Default: `here`.
   */
  readonly detail?: 'here' | 'elsewhere' | 'lost'
  /** Who did it: an administrator, group-based licensing, or nobody named. Default: `admin`. */
  readonly by?: 'admin' | 'group' | 'nobody'
}

/** A user who was deleted: 30 days long the directory lists them. */
export interface DeletedUserDescription {
  readonly id: string
  readonly upn: string
  readonly displayName: string
  readonly deletedAt: string
}

/** Units of an add-on: `MCSMessages`, `MCSSessions` and the like. */
export interface CurrencyDescription {
  readonly currency: string
  readonly purchased: number
  readonly allocated: number
  readonly consumed: number
  readonly lastUpdated: string
}

export interface AllocationDescription {
  readonly currency: string
  readonly units: number
}

/** Auditing of an environment: of the organization, and of each table. Without: off. */
export interface AuditDescription {
  readonly on: boolean
  /** Audited tables. Default: all that are installed. */
  readonly tables?: readonly string[]
  /** Whether the application may read the log. Default: true. */
  readonly readable?: boolean
}

/** A write that happened. It leaves a row (unless deleted), and where the table is audited a record. */
export interface UseDescription {
  /** System user id of the person or account for whom it was written. */
  readonly user: string
  /** System user id of the account that wrote on behalf of the user. */
  readonly through?: string
  readonly table: string
  readonly operation: 'create' | 'update' | 'delete'
  readonly at: string
  /** Which row of the table: uses of one name are of one row. Default: a row of its own. */
  readonly row?: string
  /** The same again, later. Default: once. */
  readonly times?: number
  /** Between two times. Default: 60. */
  readonly everySeconds?: number
}

/** One saved version of a dual-write map. */
export interface DualWriteMapDescription {
  readonly name: string
  /** `1.0.0.2`. */
  readonly version: string
  readonly legs: readonly {
    /** Logical name of the Dataverse table. */
    readonly table: string
    /** The entity of finance and operations. */
    readonly external: string
    readonly direction: 'to-dataverse' | 'to-finance' | 'both'
  }[]
  /** Its row among the running maps. Default: none, as for maps whose source is finance and operations. */
  readonly runtime?: 'active' | 'inactive'
}

export interface TelephonyDescription {
  readonly provider: 'acs' | 'twilio' | 'telesign' | 'teams'
  /** Default: true. */
  readonly active?: boolean
  /** Default: false. */
  readonly trial?: boolean
}

/** A model-driven app and the root roles that open it. */
export interface AppDescription {
  readonly id: string
  readonly name: string
  readonly uniqueName: string
  readonly roles: readonly string[]
  /** Default: true. */
  readonly managed?: boolean
  /** Default: true. */
  readonly active?: boolean
}

/** A conversation of the contact center; a routed record is one too. */
export interface ConversationDescription {
  readonly at: string
  readonly minutes: number
  readonly channel: 'record' | 'voice' | 'chat' | 'sms'
  /** Name of the routed record, channel `record` only: conversations of one name are of one record. Default: a record of its own. */
  readonly record?: string
  /** Routing attempts. Default: one. */
  readonly sessions?: number
  /** From its beginning, with a bot. Default: none. */
  readonly botMinutes?: number
  /** Of the rest, with a transcription. Default: none. */
  readonly transcribedMinutes?: number
  /** The same again, later. Default: once. */
  readonly times?: number
  /** Between two times. Default: 3,600. */
  readonly everySeconds?: number
}
