/** License families in the form in which a SKU is matched against them. */

export interface FamilyPlan {
  readonly id: string
  /** SKUs in which alone the plan counts; null: in any. */
  readonly onlyInSkus: ReadonlySet<string> | null
  readonly notInSkus: ReadonlySet<string>
}

export interface Family {
  readonly id: string
  /** A family that no plan ever gives: plans seeded into suites do not count. */
  readonly matchBySkuOnly: boolean
  readonly tenantLicensed: boolean
  readonly skus: ReadonlySet<string>
  readonly limited: ReadonlySet<string>
  readonly plans: readonly FamilyPlan[]
}
