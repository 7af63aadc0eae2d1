import { expect, it } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { ABSENT } from './difference.ts'
import { differenceName } from './difference-name.ts'
import type { Draft } from './draft.ts'
import { draftDifferences } from './settle-draft.ts'
import { valueText } from './value-text.ts'

const mine: Draft = { environment: buildEnvironment(), case: { title: 'T', ticket: '', acknowledgements: [] } }

it('names the places of two drafts as a person knows them', () => {
  const added = { ...mine.environment.servers[0], name: 'NEW' }
  const theirs: Draft = {
    environment: buildEnvironment({ '/servers/1/site': 'Berlin', '/servers/-': added }),
    case: { title: 'T', ticket: '7', acknowledgements: [{ ruleId: 'M07', path: '/mail', reason: 'r' }] },
  }
  const names = draftDifferences({ base: mine, mine, theirs }).map((one) => differenceName(one, { mine, theirs }))
  expect(names.toSorted()).toEqual(['Acknowledgements', 'MIMPORTAL, AD site', 'NEW', 'Ticket'])
})

it.each([
  [ABSENT, 'not there'],
  [null, 'none'],
  [true, 'yes'],
  ['', 'empty'],
  [0, '0'],
  [[], 'empty list'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c, d and 1 more'],
  [{ name: 'MIMSYNC', site: 'x' }, 'MIMSYNC'],
  [{ status: 'found', value: 88 }, 'status: found, value: 88'],
])('says %j in a few words', (value, words) => {
  expect(valueText(value)).toBe(words)
})
