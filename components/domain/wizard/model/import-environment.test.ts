import { describe, expect, it } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { type Draft, draftReducer, initialDraftState } from './draft.ts'
import { readEnvironmentFile, readEnvironmentText, withEnvironment } from './import-environment.ts'

const environment = buildEnvironment()
const file = (text: string, size = text.length) => ({ name: 'x.json', size, text: () => Promise.resolve(text) })

describe('an imported file', () => {
  it('is the environment that was exported', async () => {
    const text = `\uFEFF${JSON.stringify(environment, null, 2)}\n`
    expect(await readEnvironmentFile(file(text))).toEqual({ outcome: 'read', environment })
  })

  it('of 6 MB is refused before it is read', async () => {
    const huge = { name: 'big.json', size: 6_000_000, text: () => Promise.reject(new Error('was read')) }
    expect(await readEnvironmentFile(huge)).toMatchObject({
      outcome: 'refused',
      message: expect.stringMatching(/big\.json has 6000000 bytes; .*at most 5000000.*leave everything else out/),
    })
  })

  it('that is no JSON is refused with the reason', () => {
    expect(readEnvironmentText('{"name": ')).toMatchObject({
      outcome: 'refused',
      message: expect.stringMatching(/not valid JSON/),
    })
  })

  it('with unknown fields is refused by each field, rule and remedy', () => {
    const text = JSON.stringify({ ...environment, colour: 'red', servers: [{ ...environment.servers[0], rack: 1 }] })
    const read = readEnvironmentText(text)
    if (read.outcome === 'read') throw new Error('it was read')
    expect(read.issues.map(({ path }) => path).toSorted()).toEqual(['/colour', '/servers/0/rack'])
    for (const { rule, remedy } of read.issues) expect([rule, remedy].every((words) => words.length > 10)).toBe(true)
  })

  it('with 3,000 servers is refused by the number that is allowed', () => {
    const servers = Array.from({ length: 3000 }, (_, index) => ({ ...environment.servers[0], name: `S${index}` }))
    expect(readEnvironmentText(JSON.stringify({ ...environment, servers }))).toMatchObject({
      outcome: 'refused',
      issues: [{ path: '/servers', rule: expect.stringMatching(/3000 servers; at most 2000/) }],
    })
  })

  it('that can not be read leaves a sentence', async () => {
    const gone = { name: 'gone.json', size: 1, text: () => Promise.reject(new Error('moved')) }
    expect(await readEnvironmentFile(gone)).toMatchObject({ outcome: 'refused', message: /gone\.json/ })
  })

  it('takes the place of the draft, and undo brings back what was typed', () => {
    const typed: Draft = {
      environment: { ...environment, name: 'Typed' },
      case: { title: 'Mine', ticket: '7', acknowledgements: [{ ruleId: 'M07', path: '/name', reason: 'r' }] },
    }
    const before = initialDraftState(typed)
    const draft = withEnvironment(typed, environment)
    expect(draft.case).toEqual({ title: 'Mine', ticket: '7', acknowledgements: [] })
    const after = draftReducer(before, { type: 'replace', draft, label: 'Import' })
    expect(draftReducer(after, { type: 'undo' }).draft).toEqual(typed)
  })
})
