import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

interface Operation {
  readonly operationId: string
  readonly parameters: readonly { readonly name: string; readonly in: 'path' | 'query' }[]
  readonly requestBody?: unknown
  readonly responses: Readonly<Record<string, Announced>>
}
interface Announced {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>
}
export interface Document {
  readonly openapi: string
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: object; readonly responses: Readonly<Record<string, Announced>> }
}

export interface RestAnswer {
  readonly status: number
  readonly type: string
  readonly body: Record<string, unknown>
  readonly bytes: Uint8Array
}

/**
 * A client that knows nothing but the OpenAPI document: it finds method and address of an operation there, and judges every
 * answer by the schema that stands there for its status and media type.
 */
export class RestClient {
  readonly #document: Document
  readonly #send: (request: Request) => Promise<Response>
  readonly #ajv: Ajv2020

  constructor(document: Document, send: (request: Request) => Promise<Response>) {
    this.#document = document
    this.#send = send
    this.#ajv = new Ajv2020({ strict: false, allErrors: true })
    formats.default(this.#ajv)
  }

  get operations(): readonly string[] {
    return this.#all().map(({ operation }) => operation.operationId)
  }

  #all() {
    return Object.entries(this.#document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    )
  }

  async call(
    operationId: string,
    token: string | null,
    { params = {}, body }: { params?: Readonly<Record<string, string>>; body?: unknown } = {},
  ): Promise<RestAnswer> {
    const found = this.#all().find(({ operation }) => operation.operationId === operationId)
    if (!found) throw new Error(`the document has no operation ${operationId}`)
    const { path, method, operation } = found
    const url = new URL(
      `${this.#document.servers[0]?.url}${path.replace(/\{(\w+)\}/g, (_, name) => params[name] ?? '')}`,
    )
    for (const { name, in: place } of operation.parameters) {
      if (place === 'query' && params[name] !== undefined) url.searchParams.set(name, params[name])
    }
    const response = await this.#send(
      new Request(url, {
        method: method.toUpperCase(),
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
    return this.#judged(response, operation)
  }

  async #judged(response: Response, operation: Operation): Promise<RestAnswer> {
    const type = response.headers.get('content-type')?.split(';')[0] ?? ''
    const bytes = new Uint8Array(await response.arrayBuffer())
    const { status } = response
    if (type === 'application/zip') {
      if (!operation.responses[status]?.content?.[type])
        throw new Error(`${operation.operationId}: a file was not announced`)
      return { status, type, bytes, body: {} }
    }
    const body = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>
    const { components } = this.#document
    const announced = operation.responses[status] ?? components.responses.Problem
    const schema = announced?.content?.[type]?.schema
    if (!schema) throw new Error(`${operation.operationId} ${status}: ${type} was not announced`)
    const validate = this.#ajv.compile({ allOf: [schema], components })
    if (!validate(body)) throw new Error(`${operation.operationId} ${status}: ${this.#ajv.errorsText(validate.errors)}`)
    return { status, type, body, bytes }
  }
}
