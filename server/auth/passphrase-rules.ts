import { wordlist } from '@scure/bip39/wordlists/english.js'

export const MIN_PASSPHRASE = 15
export const MAX_PASSPHRASE = 200
const MIN_DIFFERENT = 5
const WORDS = 6

/** Long enough, and still among the first that anybody tries. */
const WELL_KNOWN = new Set([
  '123456789012345',
  '1234567890123456',
  '12345678901234567890',
  '123456789123456789',
  '0123456789abcdef',
  '1q2w3e4r5t6y7u8i',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv',
  '1qaz2wsx3edc4rfv5tgb',
  'qwertyuiopasdfgh',
  'qwertyuiopasdfghjkl',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertyqwertyqwerty',
  'abcdefghijklmnop',
  'abcdefghijklmnopqrstuvwxyz',
  'passwordpassword',
  'password12345678',
  'password123456789',
  'passwordpassword1',
  'correcthorsebatterystaple',
  'correct horse battery staple',
  'correct-horse-battery-staple',
  'iloveyouiloveyou',
  'administrator123',
  'administrator1234',
  'letmeinletmeinletmein',
  'thisismypassword',
  'changemechangeme',
])

/** Why this cannot be somebody's passphrase, in one sentence, or null. There are no rules about kinds of characters. */
export function passphraseProblem(passphrase: string, user: string): string | null {
  const characters = [...passphrase.normalize('NFKC')]
  if (characters.length < MIN_PASSPHRASE) return `At least ${MIN_PASSPHRASE} characters; this has ${characters.length}.`
  if (characters.length > MAX_PASSPHRASE) return `At most ${MAX_PASSPHRASE} characters; this has ${characters.length}.`
  if (!passphrase.isWellFormed()) return 'This holds half a character.'
  const lower = characters.join('').toLowerCase()
  if (new Set(lower).size < MIN_DIFFERENT) return `Fewer than ${MIN_DIFFERENT} different characters are easily guessed.`
  if (WELL_KNOWN.has(lower)) return 'This one is on every list of common passphrases.'
  if (lower.replaceAll(user, '').length < MIN_PASSPHRASE / 2) return 'This is mostly the user name.'
  return null
}

/** Six words of the BIP-39 list, 66 bits, to be read out or copied once. */
export function generatePassphrase(random: (bytes: number) => Uint8Array): string {
  const bytes = Buffer.from(random(WORDS * 2))
  return Array.from({ length: WORDS }, (_, index) => wordlist[bytes.readUInt16BE(index * 2) % wordlist.length]).join(
    '-',
  )
}
