import { describe, expect, it } from 'vitest'
import { readKey } from './key-press.ts'

const press = (key: string, more: Partial<Parameters<typeof readKey>[0]> = {}) => ({
  key,
  ctrl: false,
  meta: false,
  alt: false,
  typing: false,
  ...more,
})

describe('readKey', () => {
  it('opens Find with Ctrl K and ⌘ K, even while typing and with single letters off', () => {
    expect(readKey(press('k', { ctrl: true, typing: true }), false, false).action).toEqual({ do: 'find' })
    expect(readKey(press('k', { meta: true }), false, true).action).toEqual({ do: 'find' })
    expect(readKey(press('k', { ctrl: true, alt: true }), false, true).action).toBeNull()
  })

  it('reads g and a letter as one thing', () => {
    expect(readKey(press('g'), false, true)).toEqual({ action: null, pending: true })
    expect(readKey(press('r'), true, true)).toEqual({ action: { do: 'go', key: 'r' }, pending: false })
    expect(readKey(press('r'), false, true)).toEqual({ action: null, pending: false })
  })

  it('leaves letters alone where people type, and when they are switched off', () => {
    for (const key of ['g', '?', 'j', 'k']) {
      expect(readKey(press(key, { typing: true }), false, true)).toEqual({ action: null, pending: false })
      expect(readKey(press(key), false, false)).toEqual({ action: null, pending: false })
    }
    expect(readKey(press('h', { typing: true }), true, true).action).toBeNull()
  })

  it('leaves the shortcuts of the browser alone', () => {
    expect(readKey(press('j', { ctrl: true }), false, true).action).toBeNull()
    expect(readKey(press('g', { meta: true }), false, true).pending).toBe(false)
  })
})
