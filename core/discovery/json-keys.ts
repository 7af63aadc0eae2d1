/**
 * The first key that a JSON text gives twice in one object, or that would name an object's prototype; null when there is none.
 * `JSON.parse` keeps the last of two keys, so that a reader and a program would see different files (RFC 8259, section 4). The
 * text must be valid JSON.
 */
export function unwantedKey(text: string): { readonly key: string; readonly kind: 'duplicate' | 'prototype' } | null {
  const open: (Set<string> | null)[] = []
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]:]/gs
  let last = ''
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(null)
    else if (token === '}' || token === ']') open.pop()
    else if (token === ':') {
      const key = JSON.parse(last) as string
      const keys = open.at(-1)
      if (key === '__proto__') return { key, kind: 'prototype' }
      if (keys?.has(key)) return { key, kind: 'duplicate' }
      keys?.add(key)
    }
    last = token
  }
  return null
}
