/** What is asked of a title, a summary and a description. */

/** Names of Power Platform's own products. */
const products =
  /\b(Copilot Studio|Power ?Apps|Power ?Automate|Power ?BI|Power ?Pages|Power ?Platform|Power Virtual Agents?|AI Builder|Dataverse|Microsoft Flow|Logic Apps?)\b/i

export function namesProduct(text: string): boolean {
  return products.test(text)
}

export function namesApi(text: string): boolean {
  return /\bAPIs?\b/i.test(text)
}

export function isSentence(text: string): boolean {
  return text.trim() !== '' && text.endsWith('.')
}

/** A capital letter first, and no word beyond the first in capitals of a title: names and abbreviations are told by no rule, so one is let through. */
export function isSentenceCase(text: string): boolean {
  const [first = '', ...others] = text.split(' ')
  const capitalized = others.filter((word) => /^\(?[A-Z][a-z]/.test(word))
  return /^[A-Z0-9(]/.test(first) && capitalized.length <= 1
}

/** A word such as `displayName`, which a reader takes for code. */
export function camelCaseWord(text: string): string | null {
  return /\b[a-z]+[A-Z][a-zA-Z]*\b/.exec(text)?.[0] ?? null
}
