import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { blankEnvironment } from './blank.ts'
import { environmentJsonSchema } from './json-schema.ts'

const file = (path: string) => fileURLToPath(new URL(`../../public/${path}`, import.meta.url))
const readJson = (path: string): unknown => JSON.parse(readFileSync(file(path), 'utf8'))

function validator() {
  const ajv = new Ajv2020({ strict: true, allErrors: true })
  addFormats.default(ajv)
  return ajv.compile(environmentJsonSchema())
}

test('the published JSON Schema equals the schema of the program', () => {
  const text = `${JSON.stringify(environmentJsonSchema(), null, 2)}\n`
  const path = file('schemas/environment-1.json')
  if (process.env.UPDATE === '1') writeFileSync(path, text)
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test.each(['contoso', 'contoso-exchange', 'fabrikam', 'priv-pam'])(
  'the sample %s is valid for another validator too',
  (sample) => {
    const validate = validator()
    validate(readJson(`samples/${sample}.json`))
    expect(validate.errors).toBeNull()
  },
)

test('a blank draft is valid for another validator too', () => {
  const validate = validator()
  validate(blankEnvironment('Draft'))
  expect(validate.errors).toBeNull()
})

test.each([
  ['an unknown field', { ...blankEnvironment('Draft'), colour: 'blue' }],
  ['a missing field', { ...blankEnvironment('Draft'), servers: undefined }],
  ['a wrong type', { ...blankEnvironment('Draft'), servers: 'MIMSYNC' }],
  ['too long a name', blankEnvironment('x'.repeat(81))],
])('the published schema refuses %s', (_, document) => {
  expect(validator()(JSON.parse(JSON.stringify(document)))).toBe(false)
})

test('fields carry descriptions', () => {
  expect(JSON.stringify(environmentJsonSchema()).match(/"description":/g)?.length).toBeGreaterThan(50)
})
