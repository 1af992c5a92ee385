/** Route: the last run as a file. */
import { PassThrough } from 'node:stream'
import { z } from 'zod'
import { exportFormats } from '../../model/export.ts'
import type { App } from '../app.ts'
import { exportsPerMinute } from '../rate-limits.ts'
import type { Answering } from './answering.ts'
import { TenantPath } from './parameters.ts'
import { problemResponses } from './responses.ts'

/** Bytes, however they are sent. */
const File = z.any().meta({ type: 'string', format: 'binary' })

const contentTypes = [
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/csv',
  'application/json',
  'text/html',
  'text/markdown',
]

export function addExportRoute(app: App, answering: Answering): void {
  app.route({
    method: 'GET',
    url: '/api/v1/tenants/:tenant/exports/:format',
    config: { role: 'Seatledger.Read', rateLimit: { max: exportsPerMinute } },
    schema: {
      operationId: 'exportRun',
      tags: ['Exports'],
      summary: 'The last run as a file; of csv one list at a time',
      params: TenantPath.extend({ format: z.enum(exportFormats) }),
      querystring: z.strictObject({
        part: z.string().max(60).optional().describe('Of csv: which list, such as findings.'),
      }),
      response: {
        200: {
          description: 'The file.',
          content: Object.fromEntries(contentTypes.map((type) => [type, { schema: File }])),
        },
        ...problemResponses(),
      },
    },
    handler: async (request, reply) => {
      const { tenant, format } = request.params
      const out = new PassThrough()
      const begin = (file: { readonly name: string; readonly contentType: string }): void => {
        reply
          .headers({
            'content-type': file.contentType,
            'content-disposition': `attachment; filename="${file.name}"`,
            'content-security-policy': 'sandbox',
          })
          .send(out)
      }
      // The answer goes out while it is written. What fails later breaks it off: nobody takes a part of a file for the whole.
      try {
        await answering.tenant(tenant).exportTo({ format, part: request.query.part }, begin, out)
      } catch (error) {
        if (!reply.sent) throw error
        out.destroy(error instanceof Error ? error : new Error(String(error)))
      }
      return reply
    },
  })
}
