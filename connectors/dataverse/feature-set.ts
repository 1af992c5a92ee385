/** The name in the Web API of a table of an optional feature, where it is installed. */
import type { FeatureTable, FeatureTableName } from '../../src/model/features.ts'

/** null: not installed, so there is nothing to ask. */
export function setOf(installed: readonly FeatureTable[], name: FeatureTableName): string | null {
  return installed.find(({ logicalName }) => logicalName === name)?.entitySet ?? null
}
