import { fromArmour, toArmour } from './armour.ts'
import { openEnvelope, sealEnvelope } from './envelope.ts'
import type { Recipient } from './recipient.ts'
import { readSecretText, type SecretContext, writeSecretText } from './secret-text.ts'

/** The content of `exchange-password.cms`: the secret, bound to its context, encrypted for one host. Runs in a browser. */
export async function sealSecret(secret: string, context: SecretContext, recipient: Recipient): Promise<string> {
  const text = writeSecretText(secret, context)
  try {
    return toArmour(await sealEnvelope(text, recipient))
  } finally {
    text.fill(0)
  }
}

/** Opens `exchange-password.cms` with the host's RSA-OAEP key. Throws FormatError when it is not for this context. */
export async function openSecret(armour: string, context: SecretContext, privateKey: CryptoKey): Promise<string> {
  return readSecretText(await openEnvelope(fromArmour(armour), privateKey), context)
}
