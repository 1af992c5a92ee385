/** Texts inside queries: read again by readers of their own, each is what it was, and nothing ends where it stands. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createConnectors } from '../../connectors/index.ts'
import { filtersIn } from '../../connectors/dataverse/dataverse.ts'
import { odataText, xmlAttribute } from '../../connectors/transport/quoting.ts'
import { PermissionError } from '../../src/errors.ts'
import { presets } from '../../src/clouds.ts'
import { environment } from '../connectors/power-platform/wire-answers.ts'
import { anyText, fuzz, fuzzAsync, longTexts } from './fuzz.ts'

/** The texts of an OData condition, read letter by letter; null where a quote stays open. */
function odataTexts(condition: string): string[] | null {
  const texts: string[] = []
  let open: string | null = null
  for (let at = 0; at < condition.length; at += 1) {
    const letter = condition.charAt(at)
    if (open === null) open = letter === "'" ? '' : null
    else if (letter !== "'") open += letter
    else if (condition.charAt(at + 1) === "'") {
      open += "'"
      at += 1
    } else {
      texts.push(open)
      open = null
    }
  }
  return open === null ? texts : null
}

/** Tags of an XML text with their attributes, read letter by letter; null where it is not well formed. */
function xmlTags(xml: string): { name: string; attributes: Record<string, string> }[] | null {
  const tags: { name: string; attributes: Record<string, string> }[] = []
  const open: string[] = []
  let rest = xml
  while (rest !== '') {
    const end = /^<\/(\w+)>/.exec(rest)
    const start = /^<(\w+)((?:\s+\w+="[^"<]*")*)(\/?)>/.exec(rest)
    if (end !== null && open.pop() === end[1]) rest = rest.slice(end[0].length)
    else if (start !== null) {
      const [whole, name = '', attributes = '', isEmpty] = start
      const pairs = [...attributes.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']): [string, string] => [
        key,
        unescaped(value),
      ])
      tags.push({ name, attributes: Object.fromEntries(pairs) })
      if (isEmpty !== '/') open.push(name)
      rest = rest.slice(whole.length)
    } else return null
  }
  return open.length === 0 ? tags : null
}

function unescaped(value: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return value.replaceAll(/&(?:#(\d+)|(\w+));/g, (_, code?: string, name = '') =>
    code === undefined ? (named[name] ?? '?') : String.fromCharCode(Number(code)),
  )
}

/** What XML 1.0 can hold. */
function inXml(text: string): string {
  return Array.from(text.toWellFormed())
    .filter((one) => one >= ' ' || '\t\n\r'.includes(one))
    .filter((one) => one !== '\ufffe' && one !== '\uffff')
    .join('')
}

describe('quoting', () => {
  fuzz('of OData is undone by its reader', fc.tuple(anyText, anyText), ([one, other]) => {
    expect(odataTexts(`a eq ${odataText(one)} or b eq ${odataText(other)}`)).toEqual([
      one.toWellFormed(),
      other.toWellFormed(),
    ])
  })

  fuzz('of XML is undone by its reader', fc.tuple(anyText, anyText), ([one, other]) => {
    expect(xmlTags(`<a x=${xmlAttribute(one)}><b y=${xmlAttribute(other)}/></a>`)).toEqual([
      { name: 'a', attributes: { x: inXml(one) } },
      { name: 'b', attributes: { y: inXml(other) } },
    ])
  })

  fuzz('of lists holds each id once, a hundred at a time', fc.array(anyText, { maxLength: 250 }), (ids) => {
    const filters = filtersIn('privilegeid', ids).map((filter) => decodeURIComponent(filter.slice('$filter='.length)))
    const texts = filters.map((filter) => odataTexts(filter))

    expect(texts.flatMap((all) => (all ?? []).slice(1))).toEqual(ids.map((id) => id.toWellFormed()))
    for (const all of texts) expect(all?.length).toBeLessThanOrEqual(101)
  })

  test('long ones end', () => {
    for (const text of longTexts(["'", '"', '&', '<', '\ud800', '\0'])) {
      odataText(text)
      xmlAttribute(text)
    }
  })
})

describe('queries about a table', () => {
  const period = { from: '2026-08-26T00:00:00Z', to: '2026-11-24T00:00:00Z' }

  fuzzAsync('name it as it is, whatever it is called', anyText, async (logicalName) => {
    const asked: string[] = []
    const connectors = createConnectors(
      {
        send: async ({ url }) => {
          asked.push(url)
          if (url.includes('/audits?'))
            throw new PermissionError('GET /audits: 403', { status: 403, serviceCode: null, requestId: null })
          return { status: 200, headers: {}, body: { value: [] }, requestId: null }
        },
        pauseHost: () => undefined,
      },
      presets.public,
    )
    const table = { logicalName, entitySet: 'incidents', isAuditEnabled: true, privileges: [] }

    await Array.fromAsync(connectors.evidence(environment(1), [table], period).pages(new AbortController().signal))

    const urls = asked.map((url) => new URL(url))
    expect(urls.map(({ pathname }) => pathname)).toEqual(
      ['organizations', 'audits', 'incidents', 'incidents'].map((set) => `/api/data/v9.2/${set}`),
    )
    expect(odataTexts(urls[1]?.searchParams.get('$filter') ?? "'")).toEqual([logicalName.toWellFormed()])
    for (const { searchParams } of urls.slice(2)) {
      const tags = xmlTags(searchParams.get('fetchXml') ?? '')
      expect(tags?.find(({ name }) => name === 'entity')?.attributes).toEqual({ name: inXml(logicalName) })
      expect(tags?.filter(({ name }) => name === 'condition')).toHaveLength(2)
    }
  })
})
