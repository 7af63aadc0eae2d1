import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseEnvironment } from '#core/environment/parse.ts'
import { compareDocuments } from './compare-documents.ts'

const environment = parseEnvironment(readFileSync('public/samples/fabrikam.json', 'utf8'))
const caseOf = { title: 'T', ticket: '', acknowledgements: [{ ruleId: 'M07', path: '/mail', reason: 'a' }] }
const [first] = environment.servers
if (!first) throw new Error('a sample without servers')

test('names the entry and the field, with both values', () => {
  const renamed = { ...environment, name: 'Other' }
  expect(compareDocuments({ environment, case: caseOf }, { environment: renamed, case: caseOf })).toMatchObject([
    { path: '/name', kind: 'changed', before: environment.name, after: 'Other' },
  ])
})

test('a server that left is one difference, although every other one moved up', () => {
  const without = { ...environment, servers: environment.servers.slice(1) }
  const found = compareDocuments({ environment, case: caseOf }, { environment: without, case: caseOf })
  expect(found).toMatchObject([{ kind: 'removed', name: expect.stringContaining(first.name) }])
})

test('title, ticket and reasons count too', () => {
  const other = { title: 'U', ticket: 'CHG1', acknowledgements: [{ ruleId: 'M07', path: '/mail', reason: 'b' }] }
  const found = compareDocuments({ environment, case: caseOf }, { environment, case: other })
  expect(found.map(({ name, before, after }) => [name, before, after])).toEqual([
    ['Title', 'T', 'U'],
    ['Ticket', 'empty', 'CHG1'],
    ['Reason for accepting M07', 'a', 'b'],
  ])
})
