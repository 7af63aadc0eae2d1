import type { z } from 'zod'
import type { Scope } from '#core/access/scopes.ts'
import type { UseCaseContext } from '#server/context.ts'
import type { Action } from '#server/permissions/permissions.ts'

export type RestMethod = 'GET' | 'POST' | 'PUT'

/** An answer that is no JSON. */
export interface BinaryAnswer {
  readonly fileName: string
  readonly bytes: Uint8Array
}

/** One operation of the REST interface: the document and the handler are made from the same row. */
export interface Endpoint {
  readonly operationId: string
  readonly method: RestMethod
  /** With `{name}` for parameters, below `/api/v1`. */
  readonly path: string
  readonly summary: string
  readonly scope: Scope
  /** The row of the table of permissions that its use-case asks. */
  readonly action: Action
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodObject
  readonly status: 200 | 201
  /** The shape of the answer; `zip` for a file. */
  readonly answer: z.ZodType | 'zip'
  readonly run: (context: UseCaseContext, input: unknown) => unknown
}

type Output<S> = S extends z.ZodType ? z.output<S> : object

interface Definition<P, Q, B> extends Omit<Endpoint, 'params' | 'query' | 'body' | 'run'> {
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly run: (context: UseCaseContext, input: Output<P> & Output<Q> & Output<B>) => unknown
}

/** Ties the input of `run` to the three schemas; the handler passes exactly what they let through. */
export const endpoint = <P = undefined, Q = undefined, B = undefined>(definition: Definition<P, Q, B>): Endpoint =>
  definition as unknown as Endpoint
