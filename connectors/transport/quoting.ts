/** Texts inside queries: none can end the place where it stands. Pure. */

/** A text of an OData condition; a quote in it is written twice. */
export function odataText(text: string): string {
  return `'${text.toWellFormed().replaceAll("'", "''")}'`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** The value of an attribute of XML, with its quotes; what XML cannot hold is left out. */
export function xmlAttribute(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what XML cannot hold
  const allowed = text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  return `"${allowed.replaceAll(/[&<>"']/g, (one) => entities[one] ?? '').replaceAll(/[\t\n\r]/g, (one) => `&#${one.charCodeAt(0)};`)}"`
}
