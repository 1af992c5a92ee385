/** How deep JSON is nested, told from its bytes before anything reads it: the parser takes seconds for a million levels. Pure. */

/** More levels than any API has: the deepest known answer has about ten. */
export const mostLevels = 100

const [quote, backslash, openArray, closeArray, openObject, closeObject] = [34, 92, 91, 93, 123, 125]

/** One pass without a copy; bytes of longer UTF-8 characters are none of these. What is no JSON has some depth too. */
export function isDeeper(bytes: Uint8Array, mostLevels: number): boolean {
  let level = 0
  let isText = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (isText) {
      if (byte === backslash) at += 1
      else if (byte === quote) isText = false
    } else if (byte === quote) isText = true
    else if (byte === openArray || byte === openObject) {
      level += 1
      if (level > mostLevels) return true
    } else if (byte === closeArray || byte === closeObject) level -= 1
  }
  return false
}
