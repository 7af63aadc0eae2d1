// Texts that break careless quoting. The same seed always gives the same texts.

/** Everything that PowerShell takes for a quote, a dash, a separator, an escape or a comment, and what merely looks odd. */
const PIECES = [
  ...'\'\u2018\u2019\u201a\u201b"\u201c\u201d\u201e`$(){}[]@#;|&<>,=+*?/\\!%^~:.-\u2013\u2014\u2015 \u00a0\u2028\u2029\u3000\u202e\u200b\ufeff\ufffd',
  ...[
    '$(Get-Date)',
    '$\u007benv:X}',
    "'@",
    '@"',
    '"@',
    "@'",
    '<#',
    '#>',
    '`n',
    '--%',
    '$x:',
    "''",
    "'; Get-Date #",
    'Ärger',
    '日本',
    '😀',
    'x',
  ],
]

/** 32 bits that look random (mulberry32). */
function generator(seed: number): () => number {
  let state = seed + 0x6d2b79f5
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}

/** `count` texts of up to 24 pieces; the first are the pieces themselves. */
export function nastyStrings(count: number, seed: number): string[] {
  const next = generator(seed)
  const random = () => Array.from({ length: next() % 25 }, () => PIECES[next() % PIECES.length]).join('')
  return [...PIECES, ...Array.from({ length: Math.max(0, count - PIECES.length) }, random)].slice(0, count)
}
