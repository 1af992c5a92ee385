/** The hosts and scopes of one Microsoft cloud. Origins are https, without a trailing slash. */

export interface Cloud {
  readonly name: 'public' | 'gcc' | 'gcc-high' | 'dod' | 'china' | 'custom'
  readonly loginUrl: string
  readonly graphUrl: string
  readonly powerPlatformUrl: string
  readonly bapUrl: string
  readonly bapScope: string
  /** Host suffixes without a leading dot, matched at a dot, any port. */
  readonly dataverseHosts: readonly string[]
}
