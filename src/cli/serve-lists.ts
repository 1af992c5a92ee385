/** The long lists of `serve`: findings and people in pages, kept in short until the store changes. */
import { readFindingIndex, eachPart, type IndexedFinding } from '../answers/finding-index.ts'
import { FindingList } from '../answers/finding-pages.ts'
import type { Asked } from '../answers/guided.ts'
import { storedSeats } from '../answers/seats.ts'
import type { Stored } from '../answers/stored.ts'
import type { FindingsDocument, SeatsDocument } from '../model/documents.ts'
import { learnNames, pseudonymized } from '../pseudonyms/documents.ts'
import type { AccessWanted, FindingsWanted, Page, PageWanted, PeopleWanted } from '../server/service.ts'
import type { Pseudonyms } from './io.ts'
import { cut, mentions } from './serve-pages.ts'

type Place = Omit<Page<unknown>, 'document'>

/** What one state of the store holds. */
export interface Moment {
  readonly stored: Stored
  readonly asked: Asked
  /** Of the store alone: the findings in short outlive the hour. */
  readonly change: number | null
  /** With the hour: waivers end. */
  readonly stamp: string
}

export class ServedLists {
  readonly #pseudonyms: Pseudonyms | undefined
  #index: { readonly change: number | null; readonly made: Promise<readonly IndexedFinding[]> } | null = null
  #list: { readonly stamp: string; readonly made: Promise<FindingList> } | null = null
  #people: { readonly stamp: string; readonly made: Promise<SeatsDocument> } | null = null

  constructor(pseudonyms: Pseudonyms | undefined) {
    this.#pseudonyms = pseudonyms
  }

  async findings({ place, limit, ...filter }: FindingsWanted, moment: Moment): Promise<Page<FindingsDocument>> {
    const list = await this.#listAt(moment)
    const page = new Cutting({ place, limit })
    const document = await list.findings(filter, page.cut)
    return { document, ...page.place }
  }

  async access({ place, limit, ...filter }: AccessWanted, moment: Moment): Promise<Page<FindingsDocument>> {
    const list = await this.#listAt(moment)
    const page = new Cutting({ place, limit })
    const document = await list.access(filter, page.cut)
    return { document, ...page.place }
  }

  /** The rows of people rest on all their seats and accounts: they are made once. */
  async people({ place, limit, search, verdict }: PeopleWanted, moment: Moment): Promise<Page<SeatsDocument>> {
    const { stamp, stored, asked } = moment
    if (this.#people?.stamp !== stamp) this.#people = { stamp, made: this.#shownSeats(stored, asked) }
    const document = await this.#people.made
    const found = (document.people ?? []).filter(
      (one) => (verdict === undefined || one.verdict === verdict) && mentions(search, one.name, one.upn, one.id),
    )
    const { items, ...page } = cut(found, { place, limit })
    return { document: { ...document, people: items }, ...page }
  }

  async #shownSeats(stored: Stored, asked: Asked): Promise<SeatsDocument> {
    const document = await storedSeats(stored, asked, 'user')
    return this.#pseudonyms === undefined ? document : pseudonymized(document, this.#pseudonyms.names)
  }

  async #listAt({ stored, asked, change, stamp }: Moment): Promise<FindingList> {
    if (this.#index?.change !== change || this.#index === null) this.#index = { change, made: this.#readIndex(stored) }
    const { made } = this.#index
    if (this.#list?.stamp !== stamp) {
      this.#list = { stamp, made: made.then((index) => new FindingList(stored, asked, index)) }
    }
    return this.#list.made
  }

  /** Under pseudonyms all names are learned first: a sentence of the first finding may name what only the last one holds. */
  async #readIndex({ store, run: { tenantId } }: Stored): Promise<readonly IndexedFinding[]> {
    const names = this.#pseudonyms?.names
    if (names === undefined) return readFindingIndex(store, tenantId, (finding) => finding)
    for await (const findings of eachPart(store, tenantId)) learnNames({ findings }, names)
    return readFindingIndex(store, tenantId, (finding) => {
      const { title, subject, environment } = finding
      return pseudonymized({ findings: [{ title, subject, environment }] }, names).findings[0] ?? finding
    })
  }
}

/** Cuts a page out of a list, and remembers where it was. */
class Cutting {
  readonly #wanted: PageWanted
  place: Place = { at: 0, total: 0, last: undefined }

  constructor(wanted: PageWanted) {
    this.#wanted = wanted
  }

  readonly cut = (all: readonly IndexedFinding[]): readonly IndexedFinding[] => {
    const { items, ...place } = cut(all, this.#wanted)
    this.place = place
    return items
  }
}
