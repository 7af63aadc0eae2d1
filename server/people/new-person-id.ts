const ID_BYTES = 10
const ID_DIGITS = '0123456789abcdefghjkmnpqrstvwxyz'

/** Random, so that plans and audit events, which nobody can change later, hold no name. */
export function newPersonId(random: (bytes: number) => Uint8Array): string {
  return newId('p', random)
}

/** `PREFIX-` and 10 letters and digits: 50 random bits. */
export function newId(prefix: string, random: (bytes: number) => Uint8Array): string {
  return `${prefix}-${Array.from(random(ID_BYTES), (byte) => ID_DIGITS[byte % ID_DIGITS.length]).join('')}`
}
