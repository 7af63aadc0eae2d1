import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { blankEnvironment } from '#core/environment/blank.ts'
import type { Environment } from '#core/environment/environment.ts'
import { type Draft, type DraftState, draftReducer, initialDraftState } from './draft.ts'

const sample = (name: string): Environment =>
  JSON.parse(readFileSync(new URL(`../../../../public/samples/${name}.json`, import.meta.url), 'utf8'))

const draft = (name: string): Draft => ({
  environment: sample(name),
  case: { title: 'T', ticket: '', acknowledgements: [] },
})

const type = (state: DraftState, path: string, value: string, at: number): DraftState =>
  draftReducer(state, { type: 'change', changes: [{ type: 'set', path, value }], label: path, at, typing: path })

describe('the draft', () => {
  it.each(['contoso', 'fabrikam', 'priv-pam'])('gives back the %s sample exactly as it was loaded', (name) => {
    const blank = initialDraftState({ ...draft('contoso'), environment: blankEnvironment('New') })
    const loaded = draftReducer(blank, { type: 'replace', draft: draft(name), label: 'Load a sample' })
    expect(loaded.draft.environment).toEqual(sample(name))
    expect(JSON.stringify(loaded.draft.environment)).toBe(JSON.stringify(sample(name)))
    const undone = draftReducer(loaded, { type: 'undo' })
    expect(undone.draft.environment).toEqual(blankEnvironment('New'))
    expect(draftReducer(undone, { type: 'redo' }).draft).toEqual(draft(name))
  })

  it('makes a typed word one step of undo', () => {
    let state = initialDraftState(draft('contoso'))
    for (const [index, text] of ['A', 'AB', 'ABC'].entries()) state = type(state, '/name', text, index * 100)
    expect(state.past).toHaveLength(1)
    expect(draftReducer(state, { type: 'undo' }).draft.environment.name).toBe('Contoso lab')
  })

  it('begins a new step after a pause or in another field', () => {
    let state = initialDraftState(draft('contoso'))
    state = type(state, '/name', 'A', 0)
    state = type(state, '/name', 'AB', 5000)
    state = type(state, '/forest/rootDomain', 'x', 5001)
    expect(state.past).toHaveLength(3)
  })

  it('forgets what was undone once something else is typed', () => {
    let state = type(initialDraftState(draft('contoso')), '/name', 'A', 0)
    state = draftReducer(state, { type: 'undo' })
    expect(state.future).toHaveLength(1)
    state = type(state, '/name', 'B', 9000)
    expect(state.future).toHaveLength(0)
    expect(draftReducer(state, { type: 'redo' })).toBe(state)
  })

  it('makes no step of an edit that changes nothing', () => {
    const state = initialDraftState(draft('contoso'))
    expect(type(state, '/name', 'Contoso lab', 0)).toBe(state)
  })

  it('takes back several changes that were made together', () => {
    const state = draftReducer(initialDraftState(draft('contoso')), {
      type: 'change',
      at: 0,
      label: 'Remove a server',
      changes: [
        { type: 'remove', path: '/servers/0' },
        { type: 'set', root: 'case', path: '/title', value: 'Other' },
      ],
    })
    expect(state.draft.environment.servers).toHaveLength(2)
    expect(draftReducer(state, { type: 'undo' }).draft).toEqual(draft('contoso'))
  })
})
