export type Fact = { readonly key: string } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'instant'; readonly at: string }
  | { readonly kind: 'digest'; readonly digest: string }
)

/** Names that say little by themselves. */
const NAMES: Readonly<Record<string, string>> = {
  from: 'before',
  to: 'after',
  entry: 'journal entry',
  seq: 'number',
  sha256: 'SHA-256',
  at: 'time',
}
const DIGEST = /^[0-9a-f]{64}$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** The typed facts of an event as lines to read: names in words, nested ones behind their owner, digests and instants apart. */
export function eventFacts(details: Readonly<Record<string, unknown>>): readonly Fact[] {
  return Object.entries(details)
    .sort(([one], [other]) => place(one) - place(other))
    .flatMap(([name, value]) => factsOf(words(name), value))
}

/** What changed comes first and the entry of the signer's journal last; the rest stays as it came. */
const FIRST = ['from', 'to', 'revision', 'planDigest']
function place(name: string): number {
  const first = FIRST.indexOf(name)
  if (first !== -1) return first
  return name === 'entry' ? FIRST.length + 1 : FIRST.length
}

function factsOf(key: string, value: unknown): readonly Fact[] {
  if (typeof value === 'string') {
    if (DIGEST.test(value)) return [{ key, kind: 'digest', digest: value }]
    if (INSTANT.test(value)) return [{ key, kind: 'instant', at: value }]
    return [{ key, kind: 'text', text: value === '' ? 'empty' : value }]
  }
  if (Array.isArray(value)) {
    const plain = value.every((one) => typeof one !== 'object' || one === null)
    return [{ key, kind: 'text', text: plain ? value.join(', ') || 'none' : JSON.stringify(value) }]
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) =>
      factsOf(`${key}, ${isName(name) ? name : words(name)}`, inner),
    )
  }
  return [{ key, kind: 'text', text: value === null ? 'none' : String(value) }]
}

/** Names of targets stay as they are: `MIMSYNC`. */
const isName = (name: string) => /^[A-Z0-9.-]+$/.test(name)

/** `planDigest` to `plan digest`. */
const words = (name: string): string =>
  NAMES[name] ?? name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
