import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { AppError } from '#core/errors/app-error.ts'
import { buildEnvironment } from './build-environment.ts'
import { MAX_ENVIRONMENT_BYTES } from './environment.ts'
import { parseEnvironment, readEnvironment } from './parse.ts'

const samples = ['contoso', 'fabrikam', 'priv-pam'] as const
const sampleText = (name: string) => readFileSync(new URL(`../../public/samples/${name}.json`, import.meta.url), 'utf8')

function refusal(action: () => unknown): AppError {
  try {
    action()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

const parseChanged = (changes: Record<string, unknown>) =>
  refusal(() => parseEnvironment(JSON.stringify({ ...buildEnvironment(), ...changes })))

test.each(samples)('the sample %s is read, and nothing is added, dropped or reordered', (name) => {
  const text = sampleText(name)
  expect(JSON.stringify(parseEnvironment(text))).toBe(JSON.stringify(JSON.parse(text)))
})

test('a byte order mark before the text is no content', () => {
  expect(parseEnvironment(`\uFEFF${sampleText('contoso')}`)).toEqual(buildEnvironment())
})

describe('size', () => {
  test('a document of more than 5,000,000 bytes is too large', () => {
    const error = refusal(() => parseEnvironment(' '.repeat(6_000_000)))
    expect(error).toMatchObject({ code: 'TOO_LARGE', details: { maxBytes: MAX_ENVIRONMENT_BYTES } })
    expect(error.userMessage).toContain('5000000 bytes')
  })

  test('bytes are counted as UTF-8, not as characters', () => {
    expect(refusal(() => parseEnvironment(`"${'ü'.repeat(2_600_000)}"`)).code).toBe('TOO_LARGE')
    expect(refusal(() => parseEnvironment(`"${'u'.repeat(2_600_000)}"`)).code).toBe('BAD_INPUT')
  })

  test('3,000 servers are refused with the number and the limit', () => {
    const [server] = buildEnvironment().servers
    const error = parseChanged({ servers: Array.from({ length: 3000 }, () => server) })
    expect(error.code).toBe('BAD_INPUT')
    expect(error.userMessage).toContain('/servers lists 3000 servers; at most 2000 are allowed')
  })

  test('2,000 servers are read', () => {
    const [server] = buildEnvironment().servers
    const servers = Array.from({ length: 2000 }, (_, index) => ({ ...server, name: `HOST${index}` }))
    expect(readEnvironment({ ...buildEnvironment(), servers }).servers).toHaveLength(2000)
  })
})

describe('form', () => {
  test.each([
    ['a comma too many', '{"schemaVersion":1,}'],
    ['an end too early', '{"schemaVersion":1'],
    ['nothing', ''],
    ['a key that occurs twice', '{"schemaVersion":1,"schemaVersion":1}'],
    ['a key that reaches for the prototype', '{"__proto__":{"schemaVersion":1}}'],
    ['a list', '[]'],
    ['null', 'null'],
  ])('%s is refused as bad input', (_, text) => {
    expect(refusal(() => parseEnvironment(text)).code).toBe('BAD_INPUT')
  })

  test('an unknown field is named with its place', () => {
    const error = parseChanged({ colour: 'blue' })
    expect(error.userMessage).toContain('/colour is not a field of an environment. Remove it')
  })

  test('a wrong value is told with field, what is allowed, and remedy', () => {
    const error = parseChanged({ purpose: 'staging' })
    expect(error.userMessage).toContain('/purpose must be one of "lab", "production". Choose one of them.')
  })

  test('an unpaired surrogate is refused', () => {
    expect(parseChanged({ name: 'Contoso \ud800' }).userMessage).toContain('/name holds an unpaired surrogate')
  })

  test('hidden characters of an unknown field are written out', () => {
    expect(parseChanged({ 'a\u202eb': 1 }).userMessage).toContain('/a[U+202E]b')
  })

  test('many faults are counted, and the first 20 listed', () => {
    const { details } = parseChanged(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`field${index}`, 1])))
    expect(details.issueCount).toBe(30)
    expect(details.issues).toHaveLength(20)
  })
})
