/** Reads the `AssignedLicense` texts of the audit log: arrays of `[SkuName=…, SkuId=<guid>, DisabledPlans=[…]]`. Pure. */

const skuIdPattern = /SkuId=\s*([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?![0-9a-f-])/gi

/** SKU ids in lower case, each once; null where the text is cut, or names a SKU without a readable id. */
export function skuIdsOf(text: string): string[] | null {
  if (text.trim() === '') return []
  if (!isWhole(text.trim())) return null
  const ids = [...text.matchAll(skuIdPattern)].map(([, id = '']) => id.toLowerCase())
  const named = Math.max(...[/SkuId=/gi, /SkuName=/gi].map((name) => text.match(name)?.length ?? 0))
  return named === ids.length ? [...new Set(ids)] : null
}

/** The service cuts long values: a text is whole when it is one list whose brackets all close. */
function isWhole(text: string): boolean {
  const last = text.length - 1
  let open = 0
  for (let at = 0; at <= last; at += 1) {
    if (text.charAt(at) === '[') open += 1
    if (text.charAt(at) === ']') open -= 1
    if (open < 1) return open === 0 && at === last && text.charAt(at) === ']'
  }
  return false
}

export interface LicenseChange {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** What came and what went; no value is none held. null where one of the texts cannot be read. */
export function changeOf(oldText: string | null, newText: string | null): LicenseChange | null {
  const before = skuIdsOf(oldText ?? '[]')
  const after = skuIdsOf(newText ?? '[]')
  if (before === null || after === null) return null
  return {
    added: after.filter((id) => !before.includes(id)).toSorted(),
    removed: before.filter((id) => !after.includes(id)).toSorted(),
  }
}
