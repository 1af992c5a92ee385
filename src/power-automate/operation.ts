/** What an operation of the connector is: enough to mount its route, to validate it, and to describe it. */
import type { z } from 'zod'

export interface ConnectorOperation {
  readonly operationId: string
  readonly method: 'get' | 'put' | 'post' | 'delete'
  /** With `{name}` for each path parameter. */
  readonly path: string
  /** The app role that the caller must hold. */
  readonly role: 'Read' | 'Manage'
  readonly summary: string
  readonly description: string
  readonly visibility: 'important' | 'advanced' | 'internal'
  readonly parameters?: { readonly path?: z.ZodObject; readonly query?: z.ZodObject }
  readonly body?: { readonly name: string; readonly description: string; readonly schema: z.ZodObject }
  readonly answer: {
    readonly status: 200 | 201 | 202
    readonly name: string
    readonly description: string
    readonly schema: z.ZodObject
    /** 201 only: where the thing that was made can be deleted. */
    readonly hasLocation?: true
  }
  /** A post that changes nothing. */
  readonly isSafe?: true
  /** Makes it a webhook trigger: what is sent when it fires. */
  readonly trigger?: {
    readonly hint: string
    readonly name: string
    readonly description: string
    readonly schema: z.ZodObject
  }
}
