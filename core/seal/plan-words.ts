import { wordlist } from '@scure/bip39/wordlists/english.js'
import { fromHex } from '#core/bytes/sha256.ts'

const WORDS = 6
const BITS_A_WORD = 11

/** The first 66 bits of a digest in hex as six BIP-39 English words, for reading aloud. They help recognition; the hex decides. */
export function planWords(digestHex: string): string[] {
  let bits = ''
  for (const byte of fromHex(digestHex).slice(0, Math.ceil((WORDS * BITS_A_WORD) / 8)))
    bits += byte.toString(2).padStart(8, '0')
  return Array.from({ length: WORDS }, (_, i) => {
    const word = wordlist[Number.parseInt(bits.slice(i * BITS_A_WORD, (i + 1) * BITS_A_WORD), 2)]
    if (word === undefined) throw new RangeError('a digest of at least 9 bytes is needed')
    return word
  })
}
