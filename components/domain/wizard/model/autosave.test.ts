import { describe, expect, it } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import type { DraftView, SaveDraftResult } from '#server/requests/views.ts'
import { Autosave, TYPING_PAUSE_MS } from './autosave.ts'
import type { Draft } from './draft.ts'
import type { SaveFailure } from './save-state.ts'

const first: Draft = { environment: buildEnvironment(), case: { title: 'First', ticket: '', acknowledgements: [] } }
const titled = (title: string): Draft => ({ ...first, case: { ...first.case, title } })

const view = (draft: Draft, version: number): DraftView => ({
  id: 'MG-0001',
  revision: 1,
  version,
  ...draft,
  savedAt: `at ${version}`,
  savedBy: { id: 'p2', name: 'Other' },
  owner: { id: 'p1', name: 'Owner' },
  authors: [{ id: 'p1', name: 'Owner' }],
  state: 'draft',
  changeRequests: [],
  asOf: '2026-11-24',
  ciphertexts: [],
})

/** A server that answers when told, a clock that stands still until moved. */
function bench() {
  let now = 0
  let timers: { at: number; run: () => void }[] = []
  const calls: {
    draft: Draft
    version: number
    answer: (result: SaveDraftResult) => Promise<void>
    fail: (failure: SaveFailure) => Promise<void>
  }[] = []
  const settled = async () => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve()
  }
  const autosave = new Autosave(
    {
      save: (draft, version) =>
        new Promise((resolve, reject) => {
          calls.push({
            draft,
            version,
            answer: (result) => {
              resolve(result)
              return settled()
            },
            fail: (failure) => {
              reject(failure)
              return settled()
            },
          })
        }),
      failureOf: (error) => error as SaveFailure,
      now: () => now,
      after: (milliseconds, run) => {
        const timer = { at: now + milliseconds, run }
        timers.push(timer)
        return () => {
          timers = timers.filter((other) => other !== timer)
        }
      },
    },
    { draft: first, version: 1, at: 'at 1' },
  )
  const pass = (milliseconds: number) => {
    now += milliseconds
    const due = timers.filter(({ at }) => at <= now)
    timers = timers.filter(({ at }) => at > now)
    for (const { run } of due) run()
  }
  const last = () => {
    const call = calls.at(-1)
    if (!call) throw new Error('nothing was sent')
    return call
  }
  const saved = (version: number): SaveDraftResult => ({ outcome: 'saved', version, savedAt: `at ${version}` })
  return { autosave, calls, pass, last, saved }
}

const NETWORK: SaveFailure = { kind: 'retry', message: 'no answer' }

describe('autosave', () => {
  it('sends once after a pause in the typing, with the version that it knows', async () => {
    const { autosave, calls, pass, last, saved } = bench()
    autosave.edited(titled('A'))
    pass(TYPING_PAUSE_MS - 1)
    autosave.edited(titled('AB'))
    pass(TYPING_PAUSE_MS - 1)
    expect(calls).toHaveLength(0)
    pass(1)
    expect(calls).toHaveLength(1)
    expect(last()).toMatchObject({ version: 1, draft: titled('AB') })
    await last().answer(saved(2))
    expect(autosave.state()).toEqual({ kind: 'saved', at: 'at 2' })
  })

  it('never has two saves under way, and sends what was typed meanwhile with the new version', async () => {
    const { autosave, calls, pass, last, saved } = bench()
    autosave.edited(titled('A'))
    pass(TYPING_PAUSE_MS)
    autosave.edited(titled('B'))
    autosave.edited(titled('C'))
    pass(60_000)
    expect(calls).toHaveLength(1)
    await last().answer(saved(2))
    expect(autosave.state().kind).toBe('waiting')
    pass(TYPING_PAUSE_MS)
    expect(last()).toMatchObject({ version: 2, draft: titled('C') })
  })

  it('sends nothing when an undo brings back what is saved', () => {
    const { autosave, calls, pass } = bench()
    autosave.edited(titled('A'))
    autosave.edited(first)
    pass(60_000)
    expect(calls).toHaveLength(0)
    expect(autosave.state().kind).toBe('saved')
  })

  it('tries again after a failure, later each time, with the newest content', async () => {
    const { autosave, calls, pass, last, saved } = bench()
    autosave.edited(titled('A'))
    pass(TYPING_PAUSE_MS)
    await last().fail(NETWORK)
    expect(autosave.state()).toEqual({
      kind: 'failed',
      message: 'no answer',
      retryAt: TYPING_PAUSE_MS + 1000,
      needsSignIn: false,
    })
    autosave.edited(titled('AB'))
    pass(1000)
    await last().fail(NETWORK)
    pass(1999)
    expect(calls).toHaveLength(2)
    pass(1)
    expect(last()).toMatchObject({ version: 1, draft: titled('AB') })
    await last().answer(saved(2))
    expect(autosave.state().kind).toBe('saved')
  })

  it('does not repeat what the server refuses, until it is edited', async () => {
    const { autosave, calls, pass, last } = bench()
    autosave.edited(titled('A'))
    pass(TYPING_PAUSE_MS)
    await last().fail({ kind: 'refused', message: 'too large' })
    pass(3_600_000)
    expect(calls).toHaveLength(1)
    expect(autosave.state()).toEqual({ kind: 'refused', message: 'too large' })
    autosave.edited(titled('B'))
    pass(TYPING_PAUSE_MS)
    expect(last().draft).toEqual(titled('B'))
  })

  it('stops when there is no draft any more', async () => {
    const { autosave, calls, pass, last } = bench()
    autosave.edited(titled('A'))
    pass(TYPING_PAUSE_MS)
    await last().fail({ kind: 'gone', message: 'submitted' })
    autosave.edited(titled('B'))
    pass(3_600_000)
    expect(calls).toHaveLength(1)
    expect(autosave.state()).toEqual({ kind: 'gone', message: 'submitted' })
  })
})

describe('a save that somebody else overtook', () => {
  it('is a question with all three drafts, also with what was typed meanwhile', async () => {
    const { autosave, calls, pass, last } = bench()
    autosave.edited(titled('Mine'))
    pass(TYPING_PAUSE_MS)
    autosave.edited(titled('Mine, longer'))
    const theirs = view(titled('Theirs'), 2)
    await last().answer({ outcome: 'conflict', theirs })
    expect(autosave.state()).toEqual({
      kind: 'conflict',
      versions: { base: first, mine: titled('Mine, longer'), theirs: titled('Theirs') },
      theirs,
    })
    pass(60_000)
    expect(calls).toHaveLength(1)
  })

  it('goes on from their version once a person settled it', async () => {
    const { autosave, pass, last, saved } = bench()
    autosave.edited(titled('Mine'))
    pass(TYPING_PAUSE_MS)
    await last().answer({ outcome: 'conflict', theirs: view(titled('Theirs'), 2) })
    autosave.settle(titled('Both'))
    expect(last()).toMatchObject({ version: 2, draft: titled('Both') })
    await last().answer(saved(3))
    expect(autosave.saved).toMatchObject({ version: 3, draft: titled('Both') })
  })

  it('needs no save when theirs was chosen', async () => {
    const { autosave, calls, pass, last } = bench()
    autosave.edited(titled('Mine'))
    pass(TYPING_PAUSE_MS)
    await last().answer({ outcome: 'conflict', theirs: view(titled('Theirs'), 2) })
    autosave.settle(titled('Theirs'))
    expect(calls).toHaveLength(1)
    expect(autosave.state()).toEqual({ kind: 'saved', at: 'at 2' })
  })

  it('is no question when the server only has what an unanswered save of mine brought', async () => {
    const { autosave, pass, last, saved } = bench()
    autosave.edited(titled('A'))
    pass(TYPING_PAUSE_MS)
    await last().fail(NETWORK)
    autosave.edited(titled('AB'))
    pass(1000)
    await last().fail(NETWORK)
    pass(2000)
    await last().answer({ outcome: 'conflict', theirs: view(titled('A'), 2) })
    expect(last()).toMatchObject({ version: 2, draft: titled('AB') })
    await last().answer(saved(3))
    expect(autosave.state()).toEqual({ kind: 'saved', at: 'at 3' })
  })
})

describe('flush', () => {
  it('sends at once and resolves when everything is saved', async () => {
    const { autosave, last, saved } = bench()
    autosave.edited(titled('A'))
    const flushed = autosave.flush()
    autosave.edited(titled('AB'))
    await last().answer(saved(2))
    expect(last()).toMatchObject({ version: 2, draft: titled('AB') })
    await last().answer(saved(3))
    expect(await flushed).toEqual({ kind: 'saved', at: 'at 3' })
  })

  it('resolves with the reason when it can not be saved', async () => {
    const { autosave, last } = bench()
    autosave.edited(titled('A'))
    const flushed = autosave.flush()
    await last().fail(NETWORK)
    expect(await flushed).toMatchObject({ kind: 'failed', message: 'no answer' })
  })

  it('happens when the page is left, and nothing is tried again after it', async () => {
    const { autosave, calls, pass, last } = bench()
    autosave.edited(titled('A'))
    autosave.stop()
    expect(calls).toHaveLength(1)
    await last().fail(NETWORK)
    pass(3_600_000)
    expect(calls).toHaveLength(1)
    autosave.start()
    expect(calls).toHaveLength(2)
  })
})
