import { describe, expect, it } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import type { Draft } from './draft.ts'
import { type CopyStore, copyKey, fateOfCopy, readCopy, removeCopy, type SafetyCopy, writeCopy } from './safety-copy.ts'

const base: Draft = { environment: buildEnvironment(), case: { title: '', ticket: '', acknowledgements: [] } }
const titled = (title: string): Draft => ({ ...base, case: { ...base.case, title } })
const copy: SafetyCopy = { at: '2026-11-24T10:00:00Z', version: 3, base, draft: titled('Typed') }
const key = copyKey('ines', 'MG-0001')

function memory(): CopyStore & { entries: Map<string, string> } {
  const entries = new Map<string, string>()
  return {
    entries,
    getItem: (name) => entries.get(name) ?? null,
    setItem: (name, value) => void entries.set(name, value),
    removeItem: (name) => void entries.delete(name),
  }
}

describe('the safety copy', () => {
  it('comes back as it was written, for the same person and request only', () => {
    const store = memory()
    expect(writeCopy(store, key, copy)).toBe(true)
    expect(readCopy(store, key)).toEqual(copy)
    expect(readCopy(store, copyKey('other', 'MG-0001'))).toBeNull()
    removeCopy(store, key)
    expect(readCopy(store, key)).toBeNull()
  })

  it('is no copy when it is damaged or from another version of the portal', () => {
    const store = memory()
    for (const text of ['{', '{"draft":{}}', JSON.stringify({ ...copy, extra: 1 })]) {
      store.setItem(key, text)
      expect(readCopy(store, key)).toBeNull()
    }
  })

  it('never breaks the page when the browser keeps nothing', () => {
    const refuse = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    const store: CopyStore = { getItem: refuse, setItem: refuse, removeItem: refuse }
    expect(writeCopy(store, key, copy)).toBe(false)
    expect(readCopy(store, key)).toBeNull()
    expect(() => removeCopy(store, key)).not.toThrow()
  })

  it('is dropped when the server has it, restored when nobody saved since, compared when somebody did', () => {
    expect(fateOfCopy(copy, titled('Typed'), 4)).toBe('drop')
    expect(fateOfCopy(copy, base, 3)).toBe('restore')
    expect(fateOfCopy(copy, base, 5)).toBe('restore')
    expect(fateOfCopy(copy, titled('Theirs'), 4)).toBe('compare')
    expect(fateOfCopy({ ...copy, draft: base }, titled('Theirs'), 4)).toBe('drop')
  })
})
