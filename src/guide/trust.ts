/** How sure a figure of an edition is: whose text it was read in. */
import { z } from 'zod'

/**
 * `guide`: the edition's own text. `primary`: another page of Microsoft's, read itself. `transcription`: a third party's
 * transcription of the guide, with page numbers. `secondary`: a blog or a calculator.
 */
export const Trust = z.enum(['guide', 'primary', 'transcription', 'secondary'])
export type Trust = z.infer<typeof Trust>
