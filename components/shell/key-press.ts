export type KeyAction =
  | { readonly do: 'find' }
  | { readonly do: 'map' }
  | { readonly do: 'go'; readonly key: string }
  | { readonly do: 'row'; readonly step: 1 | -1 }

interface Press {
  readonly key: string
  readonly ctrl: boolean
  readonly meta: boolean
  readonly alt: boolean
  /** The focus is where people type. */
  readonly typing: boolean
}

interface Verdict {
  readonly action: KeyAction | null
  /** A `g` waits for its second letter. */
  readonly pending: boolean
}

const NOTHING: Verdict = { action: null, pending: false }

/** What a key press means. `afterG`: the press before it was `g`. With `singleKeys` off only Ctrl K (⌘ K) works. */
export function readKey(press: Press, afterG: boolean, singleKeys: boolean): Verdict {
  const { key, ctrl, meta, alt, typing } = press
  if (ctrl !== meta && !alt && key.toLowerCase() === 'k') return { action: { do: 'find' }, pending: false }
  if (!singleKeys || typing || ctrl || meta || alt) return NOTHING
  if (afterG) return { action: { do: 'go', key }, pending: false }
  switch (key) {
    case 'g':
      return { action: null, pending: true }
    case '?':
      return { action: { do: 'map' }, pending: false }
    case 'j':
      return { action: { do: 'row', step: 1 }, pending: false }
    case 'k':
      return { action: { do: 'row', step: -1 }, pending: false }
    default:
      return NOTHING
  }
}
