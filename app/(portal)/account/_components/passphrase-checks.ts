const MIN_CHARACTERS = 15
const MIN_DIFFERENT = 5

/** The rules of the server that need no list, for the page while somebody types. */
export function passphraseChecks(passphrase: string, user: string) {
  const characters = [...passphrase.normalize('NFKC')]
  const lower = characters.join('').toLowerCase()
  return {
    characters: characters.length,
    enough: characters.length >= MIN_CHARACTERS,
    varied: new Set(lower).size >= MIN_DIFFERENT,
    notTheName: !lower.includes(user) || lower.replaceAll(user, '').length >= MIN_CHARACTERS / 2,
  }
}
