import { z } from 'zod'
import { SCOPES } from '#core/access/scopes.ts'
import { environmentJsonSchema } from '#core/environment/json-schema.ts'
import packageJson from '#package.json' with { type: 'json' }
import type { Endpoint } from './endpoint.ts'
import { ENDPOINTS } from './endpoints.ts'
import { problemShape } from './schemas.ts'

type Json = Record<string, unknown>

/** The interface as an OpenAPI 3.1 document, made from the same rows and schemas that the handler uses. */
export function openApiDocument(portalUrl: string): Json {
  const schemas: Json = { Environment: environment() }
  const use = (schema: z.ZodType) => reference(schema, schemas)
  const problem = { 'application/problem+json': { schema: use(problemShape) } }
  const paths: Record<string, Json> = {}
  for (const endpoint of ENDPOINTS) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operation(endpoint, use),
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'MIM gMSA portal',
      version: packageJson.version,
      description: 'For automation. Nothing here decides: people submit and approve on the signer’s own pages.',
    },
    servers: [{ url: `${portalUrl}/api/v1` }],
    paths,
    components: {
      schemas,
      responses: { Problem: { description: 'A refusal (RFC 9457)', content: problem } },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: scopeWords() },
      },
    },
  }
}

function operation({ operationId, summary, scope, params, query, body, status, answer }: Endpoint, use: Use): Json {
  return {
    operationId,
    summary,
    security: [{ token: [scope] }],
    parameters: [...parameters('path', params), ...parameters('query', query)],
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: use(body) } } } } : {}),
    responses: {
      [status]: {
        description: summary,
        content:
          answer === 'zip'
            ? { 'application/zip': { schema: { type: 'string', contentMediaType: 'application/zip' } } }
            : { 'application/json': { schema: use(answer) } },
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}
type Use = (schema: z.ZodType) => Json

function parameters(place: 'path' | 'query', schema: z.ZodObject | undefined): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = toJson(schema, 'input') as { properties?: Json; required?: string[] }
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: numeric(shape as Json),
  }))
}

/** A number in an address is text that is read as a number; its schema says what it must be. */
const numeric = (shape: Json): Json =>
  shape.type === undefined && shape.enum === undefined ? { ...shape, type: 'integer' } : shape

/** A schema with an id goes into `components`, with all that it needs; one without stays where it is. */
function reference(schema: z.ZodType, schemas: Json): Json {
  const { $schema: _, $defs = {}, ...body } = toJson(schema, 'output') as Json & { $schema?: string; $defs?: Json }
  for (const [name, definition] of Object.entries($defs))
    if (name !== 'Environment') schemas[name] = withoutId(definition as Json)
  return body // for a schema with an id: a reference to its definition
}

const withoutId = ({ id: _, ...definition }: Json): Json => definition

const toJson = (schema: z.ZodType, io: 'input' | 'output'): Json =>
  JSON.parse(
    JSON.stringify(z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' })).replaceAll(
      '#/$defs/',
      '#/components/schemas/',
    ),
  )

/** The published schema, with its own definitions below it. */
function environment(): Json {
  const { $schema: _, $id: __, ...schema } = environmentJsonSchema() as Json & { $schema?: string; $id?: string }
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/Environment/$defs/'))
}

const scopeWords = (): string =>
  Object.entries(SCOPES)
    .map(([scope, words]) => `\`${scope}\`: ${words}.`)
    .join(' ')
