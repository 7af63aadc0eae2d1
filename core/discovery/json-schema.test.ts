import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { discoveryJsonSchema } from './json-schema.ts'
import { discoverySchema } from './schema.ts'

const file = (path: string) => fileURLToPath(new URL(`../../public/${path}`, import.meta.url))
const sample = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(file(`samples/discovery/${name}.json`), 'utf8'))

function validator() {
  const ajv = new Ajv2020({ strict: true, allErrors: true })
  addFormats.default(ajv)
  return ajv.compile(discoveryJsonSchema())
}

test('the published JSON Schema equals the schema of the program', () => {
  const text = `${JSON.stringify(discoveryJsonSchema(), null, 2)}\n`
  const path = file('schemas/discovery-1.json')
  if (process.env.UPDATE === '1') writeFileSync(path, text)
  expect(readFileSync(path, 'utf8')).toBe(text)
})

/** Made by the script itself: `powershell/tests/Discovery/FileTests.cs` writes and compares them. */
const examples = readdirSync(file('samples/discovery')).map((name) => name.replace('.json', ''))

test('there is an example of a host, of a standby, of each sample forest', () => {
  expect(examples.length).toBeGreaterThanOrEqual(10)
})

test.each(examples)('the example %s is valid for the program and for another validator', (name) => {
  const validate = validator()
  validate(sample(name))
  expect(validate.errors).toBeNull()
  expect(discoverySchema.parse(sample(name))).toEqual(sample(name))
})

test.each([
  ['an unknown field', { colour: 'blue' }],
  ['a foreign version', { type: 'mim-gmsa/discovery/2' }],
  ['a missing section', { accounts: undefined }],
  ['a fact without a state', { webSites: [] }],
  ['an unknown fact without a reason', { webSites: { state: 'unknown' } }],
])('both refuse %s', (_, change) => {
  const document = JSON.parse(JSON.stringify({ ...sample('contoso-mimsync'), ...change }))
  expect(validator()(document)).toBe(false)
  expect(discoverySchema.safeParse(document).success).toBe(false)
})
