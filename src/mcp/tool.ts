/** What a tool is: read-only, its question and its answer each a zod schema. */
import { z } from 'zod'
import { Cut, type Paged } from './bounds.ts'

export interface Answer {
  readonly document: object
  /** A list of it that is a page of a longer one. */
  readonly paged?: Paged
}

export interface Tool {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly input: z.ZodObject
  readonly output: z.ZodObject
  /** Throws a ZodError for arguments that `input` does not take. */
  readonly call: (given: unknown) => Promise<Answer>
}

interface ToolParts<I extends z.ZodObject, O extends z.ZodObject> {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly input: I
  readonly output: O
  readonly answer: (asked: z.infer<I>) => Promise<Answer>
}

export function defineTool<I extends z.ZodObject, O extends z.ZodObject>(parts: ToolParts<I, O>): Tool {
  const { name, title, description, input, output, answer } = parts
  return {
    name,
    title,
    description,
    input,
    // A document of the product to the field, and beside it what was cut.
    output: z.strictObject({ ...output.shape, cut: z.array(Cut).optional() }),
    call: async (given) => answer(input.parse(given)),
  }
}
