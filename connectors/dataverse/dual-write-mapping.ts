/** Reads `msdyn_mapping`, the undocumented JSON of a dual-write map: which Dataverse table each leg touches, and which way. Pure. */
import { z } from 'zod'
import type { DualWriteMap } from '../../src/model/features.ts'
import { isDeeper, mostLevels } from '../transport/depth.ts'
import { orNull } from '../transport/rows.ts'

type Leg = DualWriteMap['legs'][number]
/** As the mapping counts: from its source to its destination, the other way, or both. */
type Flow = 'forward' | 'backward' | 'both'

const Direction = orNull(z.union([z.string(), z.number()]))
const WireLeg = z.object({
  sourceSchema: z.string().min(1),
  destinationSchema: z.string().min(1),
  sourceEnvironmentType: orNull(z.string()),
  destinationEnvironmentType: orNull(z.string()),
  direction: Direction,
  syncDirection: Direction,
  fieldMappings: orNull(z.array(z.object({ syncDirection: Direction }))),
})
const Mapping = z.object({ legs: z.array(WireLeg).min(1) })

/** null where the text is none of the shapes that are known: nothing is guessed. */
export function legsOf(text: string): Leg[] | null {
  const mapping = Mapping.safeParse(jsonOf(text))
  if (!mapping.success) return null
  const legs = mapping.data.legs.map(toLeg)
  return legs.includes(null) ? null : legs.filter((leg) => leg !== null)
}

/** The JSON comes wrapped in a JSON string now and then. Nested too deep it would take the parser seconds: it is of no known shape. */
function jsonOf(text: string): unknown {
  try {
    const value = parsed(text)
    return typeof value === 'string' ? parsed(value) : value
  } catch {
    return null
  }
}

function parsed(text: string): unknown {
  return isDeeper(Buffer.from(text), mostLevels) ? null : JSON.parse(text)
}

function toLeg(leg: z.infer<typeof WireLeg>): Leg | null {
  const side = dataverseSide(leg)
  const flow = flowOf(leg)
  const absolute = readAbsolute(leg.direction ?? leg.syncDirection)
  if (side === null || (flow === null && absolute === null)) return null
  const table = (side === 'source' ? leg.sourceSchema : leg.destinationSchema).toLowerCase()
  if (absolute !== null) return { table, direction: absolute }
  if (flow === 'both') return { table, direction: 'both' }
  return { table, direction: (flow === 'forward') === (side === 'destination') ? 'to-dataverse' : 'from-dataverse' }
}

const isDataverse = (type: string | null): boolean => /^(crm|cds|dataverse)$/i.test(type ?? '')
const isTable = (schema: string): boolean => /^[a-z][a-z0-9_]*$/.test(schema)

/** By the type of the two environments, which the service calls CRM and AX; else by the name that only a table can have. */
function dataverseSide(leg: z.infer<typeof WireLeg>): 'source' | 'destination' | null {
  if (isDataverse(leg.destinationEnvironmentType)) return 'destination'
  if (isDataverse(leg.sourceEnvironmentType)) return 'source'
  if (isTable(leg.destinationSchema)) return 'destination'
  return isTable(leg.sourceSchema) ? 'source' : null
}

/** The leg's own direction, else what its fields come to: two fields of different directions make both. */
function flowOf({ direction, syncDirection, fieldMappings }: z.infer<typeof WireLeg>): Flow | null {
  const own = readFlow(direction ?? syncDirection)
  if (own !== null) return own
  const flows = new Set((fieldMappings ?? []).flatMap((field) => readFlow(field.syncDirection) ?? []))
  const [only] = flows
  return flows.size > 1 ? 'both' : (only ?? null)
}

/** A direction that names where it leads, whichever side is the source: `ToDataverse`, `FO to CDS`. */
function readAbsolute(value: string | number | null): Leg['direction'] | null {
  const word = String(value)
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
  if (/to(dataverse|crm|cds)$/.test(word)) return 'to-dataverse'
  return /(^from(dataverse|crm|cds)|to(ax|fo|fno|finance|financeandoperations))$/.test(word) ? 'from-dataverse' : null
}

/** A number, as number or as text; words as the documentation uses them. */
function readFlow(value: string | number | null): Flow | null {
  const text = String(value).toLowerCase()
  // What begins like a number is one, with its sign and its point.
  const word = /^[\d.+-]/.test(text) ? text : text.replaceAll(/[^a-z]/g, '')
  if (['1', 'sourcetodestination', 'unidirectional'].includes(word)) return 'forward'
  if (['2', 'destinationtosource'].includes(word)) return 'backward'
  return ['3', 'both', 'bidirectional'].includes(word) ? 'both' : null
}
