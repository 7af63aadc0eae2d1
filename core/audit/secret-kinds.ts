import { z } from 'zod'
import { digest, requestId, targetName } from '#core/statement/schemas.ts'
import { kind } from './kind.ts'

const revision = z.int().min(1)
const entry = z.strictObject({ seq: z.int().min(0), sha256: digest, at: z.string() })
const targets = z.array(targetName).min(1)

/** Events of the mailbox secret; `object` is the request's id. Who and when, never what. */
export const SECRET_KINDS = {
  'secret.ticket-issued': kind(
    'Led to the signer for a password',
    z.strictObject({ revision, orderSha256: digest, targets }),
    ({ actor, object, details }) =>
      `The portal led ${actor} to the signer, to enter the password of ${object} for ${details.targets.join(', ')}.`,
  ),
  'secret.entered': kind(
    'Password encrypted',
    z.strictObject({
      revision,
      target: targetName,
      origin: z.enum(['typed', 'file']),
      recipientCertificateSha256: digest,
      replaced: z.boolean(),
      entry,
    }),
    ({ actor, object, details: { target, origin, replaced } }) =>
      `${actor} ${origin === 'typed' ? 'typed' : 'brought the encrypted'} the mailbox password of ${object} for ${target}${replaced ? ', in place of an earlier one' : ''}.`,
  ),
  'secret.set-aside': kind(
    'Password set aside',
    z.strictObject({ target: targetName, requestId, entry }),
    ({ actor, object, details }) =>
      `${actor} entered the mailbox password of ${object} for ${details.target} when it could not be changed any more; it is not used.`,
  ),
  'secret.erased': kind(
    'Password erased',
    z.strictObject({
      targets,
      why: z.enum(['asked', 'completed', 'withdrawn', 'expired', 'recalled', 'rolled back', 'deleted']),
    }),
    ({ actor, object, details: { targets: erased, why } }) =>
      `${why === 'asked' ? actor : 'The portal'} erased the encrypted password of ${object} for ${erased.join(', ')} (${why}).`,
  ),
  'secret.erased-at-signer': kind(
    'Password erased at the signer',
    z.strictObject({ entry }),
    ({ object }) => `The signer erased its copies of the encrypted password of ${object}.`,
  ),
}
