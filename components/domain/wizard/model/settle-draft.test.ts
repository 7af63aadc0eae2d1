import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Environment } from '#core/environment/environment.ts'
import { proposedChoices } from './difference.ts'
import type { Draft } from './draft.ts'
import { removeAt } from './edit-path.ts'
import { draftDifferences, settleDraft } from './settle-draft.ts'

const environment: Environment = JSON.parse(
  readFileSync(new URL('../../../../public/samples/fabrikam.json', import.meta.url), 'utf8'),
)
const acknowledged = (path: string) => ({ ruleId: 'O02', path, reason: 'replaced in spring' })
const base: Draft = { environment, case: { title: 'T', ticket: '', acknowledgements: [] } }

it('keeps an acknowledgement of theirs, beside an edit of mine', () => {
  const theirs = { ...base, case: { ...base.case, acknowledgements: [acknowledged('/servers/1/operatingSystem')] } }
  const versions = { base, mine: { ...base, case: { ...base.case, title: 'Mine' } }, theirs }
  const settled = settleDraft(versions, proposedChoices(draftDifferences(versions)))
  expect(settled.case).toEqual({ title: 'Mine', ticket: '', acknowledgements: theirs.case.acknowledgements })
})

it('drops an acknowledgement whose place now holds another server', () => {
  const theirs = { ...base, case: { ...base.case, acknowledgements: [acknowledged('/servers/1/operatingSystem')] } }
  const versions = { base, mine: { ...base, environment: removeAt(environment, '/servers/0') }, theirs }
  const settled = settleDraft(versions, proposedChoices(draftDifferences(versions)))
  expect(settled.environment.servers).toHaveLength(environment.servers.length - 1)
  expect(settled.case.acknowledgements).toEqual([])
})
