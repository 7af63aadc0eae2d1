import type { z } from 'zod'
import { visible } from './characters.ts'
import { pointer } from './pointer.ts'

type Issue = z.core.$ZodIssue

/** What the schema refuses at one place, in words for the person who wrote the document. */
export interface SchemaIssue {
  /** JSON Pointer (RFC 6901); empty means the whole document. */
  readonly path: string
  /** What is allowed there. */
  readonly rule: string
  readonly remedy: string
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text in double quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
}

const FORMATS: Readonly<Record<string, string>> = {
  datetime: 'a date and time with offset, for example 2026-12-05T20:00:00+01:00',
  date: 'a calendar day, for example 2027-04-01',
  guid: 'a GUID, for example 5b1d4f0e-8a52-4c1e-9d3b-6f7a2c90e415',
}

function oneOf(values: readonly unknown[]): Omit<SchemaIssue, 'path'> {
  const listed = values.map((value) => JSON.stringify(value)).join(', ')
  return values.length === 1
    ? { rule: `must be ${listed}`, remedy: `Write ${listed}.` }
    : { rule: `must be one of ${listed}`, remedy: 'Choose one of them.' }
}

/** Words for one issue of zod; an unknown field gets an entry of its own for each key. */
export function describeIssue(issue: Issue): SchemaIssue[] {
  const segments = issue.path.map((segment) => (typeof segment === 'symbol' ? String(segment) : segment))
  const path = pointer(...segments)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: visible(pointer(...segments, key)),
      rule: 'is not a field of an environment',
      remedy: 'Remove it, or correct its spelling; the fields are listed in schemas/environment-1.json.',
    }))
  }
  return [{ path, ...words(issue) }]
}

function words(issue: Issue): Omit<SchemaIssue, 'path'> {
  switch (issue.code) {
    case 'invalid_type': {
      const expected = TYPES[issue.expected] ?? issue.expected
      return { rule: `must be ${expected}`, remedy: `Enter ${expected}.` }
    }
    case 'too_big':
      return { rule: `must have at most ${limit(issue)}`, remedy: 'Shorten it.' }
    case 'too_small':
      return { rule: `must have at least ${limit(issue)}`, remedy: 'Add what is missing.' }
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_format': {
      const expected = FORMATS[issue.format] ?? `text in the form "${issue.format}"`
      return { rule: `must be ${expected}`, remedy: 'Write it in this form.' }
    }
    case 'invalid_union': {
      const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : unionValues(issue)
      return oneOf(options)
    }
    default:
      return { rule: issue.message, remedy: 'Correct it.' }
  }
}

function limit(issue: Extract<Issue, { code: 'too_big' | 'too_small' }>): string {
  const bound = issue.code === 'too_big' ? issue.maximum : issue.minimum
  if (issue.origin === 'string') return `${bound} characters`
  if (issue.origin === 'array') return bound === 1 ? '1 entry' : `${bound} entries`
  return `the value ${bound}`
}

const unionValues = (issue: Extract<Issue, { code: 'invalid_union' }>): unknown[] =>
  issue.errors.flat().flatMap((inner) => (inner.code === 'invalid_value' ? inner.values : []))
