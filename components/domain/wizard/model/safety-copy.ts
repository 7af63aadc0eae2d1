import { z } from 'zod'
import type { Draft } from './draft.ts'
import { draftSchema } from './draft-schema.ts'
import { same } from './same.ts'

/** What was typed and not saved, kept in this browser until the server has it. */
const safetyCopySchema = z.strictObject({
  at: z.iso.datetime(),
  /** The version that both began with. */
  version: z.int(),
  base: draftSchema,
  draft: draftSchema,
})
export type SafetyCopy = z.infer<typeof safetyCopySchema>

/** `localStorage`; it may be full, switched off, or hold another version's copy. */
export type CopyStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export const copyKey = (personId: string, requestId: string): string => `mim-gmsa-draft:${personId}:${requestId}`

export function readCopy(store: CopyStore, key: string): SafetyCopy | null {
  try {
    const text = store.getItem(key)
    const result = text === null ? null : safetyCopySchema.safeParse(JSON.parse(text))
    return result?.success ? result.data : null
  } catch {
    return null
  }
}

/** False when the browser did not take it. */
export function writeCopy(store: CopyStore, key: string, copy: SafetyCopy): boolean {
  try {
    store.setItem(key, JSON.stringify(copy))
    return true
  } catch {
    return false
  }
}

export function removeCopy(store: CopyStore, key: string): void {
  try {
    store.removeItem(key)
  } catch {
    // Storage is switched off: there is nothing to remove.
  }
}

/** `restore`: nobody saved since, it can be brought back as it is. `compare`: somebody did. `drop`: the server has it already. */
export function fateOfCopy(copy: SafetyCopy, stored: Draft, version: number): 'restore' | 'compare' | 'drop' {
  if (same(copy.draft, stored) || same(copy.draft, copy.base)) return 'drop'
  return copy.version === version || same(copy.base, stored) ? 'restore' : 'compare'
}
