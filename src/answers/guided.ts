/** What every answer needs beside the stored run: settings, and the guide as data. */
import type { Config } from '../config.ts'
import type { Edition } from '../guide/edition.ts'
import type { ReferenceData } from '../guide/reference-data.ts'

export interface Guided {
  readonly config: Config
  readonly data: ReferenceData
  readonly edition: Edition
}

/** The same at a time: ISO 8601 UTC. Waivers end, and months are imported after a run. */
export interface Asked extends Guided {
  readonly now: string
}
