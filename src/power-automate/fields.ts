/** The kinds of fields of the flat answers: each with the title and the description that a maker reads in the designer. */
import { z } from 'zod'

/** Title and description of one field. */
function told(title: string, description: string): { 'x-ms-summary': string; description: string } {
  return { 'x-ms-summary': title, description }
}

export const textField = (title: string, description: string): z.ZodString => z.string().meta(told(title, description))

/** A time, ISO 8601 UTC. */
export const timeField = (title: string, description: string): z.ZodString =>
  z.string().meta({ ...told(title, description), format: 'date-time' })

export const countField = (title: string, description: string): z.ZodInt =>
  z.int().meta({ ...told(title, description), format: 'int32' })

export const numberField = (title: string, description: string): z.ZodNumber =>
  z.number().meta({ ...told(title, description), format: 'double' })

export const flagField = (title: string, description: string): z.ZodBoolean =>
  z.boolean().meta(told(title, description))

export function choiceField<const T extends readonly [string, ...string[]]>(
  choices: T,
  title: string,
  description: string,
): z.ZodEnum<{ [K in T[number]]: K }> {
  return z.enum(choices).meta(told(title, description))
}

export const rowsField = <T extends z.ZodType>(row: T, title: string, description: string): z.ZodArray<T> =>
  z.array(row).meta(told(title, description))
