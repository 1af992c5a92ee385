/** GET /licensing/tenantCapacity/currencyReports: what the tenant bought, allocated and used of each currency it holds. */
import { z } from 'zod'
import { SchemaError } from '../../src/errors.ts'
import type { Page, Source } from '../../src/model/dataset.ts'
import type { Currency } from '../../src/model/features.ts'
import { checkRows, orNull } from '../transport/rows.ts'
import { adminPermission, type PowerPlatform } from './power-platform.ts'

const WireCurrency = z.object({
  currencyType: z.string().min(1),
  purchased: orNull(z.number()),
  allocated: orNull(z.number()),
  consumed: orNull(z.object({ unitsConsumed: orNull(z.number()) })),
})

function toCurrency({ currencyType, purchased, allocated, consumed }: z.infer<typeof WireCurrency>): Currency {
  return { currency: currencyType, purchased, allocated, consumed: consumed?.unitsConsumed ?? null }
}

const path = '/licensing/tenantCapacity/currencyReports'

export function currencies(api: PowerPlatform): Source {
  return {
    id: 'power-platform/currencies',
    environment: null,
    required: false,
    request: `GET ${path}`,
    permission: adminPermission,
    ifCut: 'not-assessed',
    async *pages(signal): AsyncGenerator<Page> {
      const { body, requestId } = await api.get(path, signal, 'includeAllocations=true&includeConsumptions=true')
      // A bare array, unlike every other list of this API.
      const elements = z.array(z.unknown()).safeParse(body)
      if (!elements.success) throw new SchemaError(`GET ${path}: the answer is no list of currencies`)
      yield { dataset: 'currencies', ...checkRows(elements.data, WireCurrency, toCurrency), requestId }
    },
  }
}
