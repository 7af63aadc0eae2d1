import { z } from 'zod'
import { trustChangeSchema } from '#core/protocol/protocol.ts'
import { changeInWords } from '#core/protocol/trust-facts.ts'
import { digest, mode, personId } from '#core/statement/schemas.ts'
import { kind } from './kind.ts'

const entry = z.strictObject({ seq: z.int().min(0), sha256: digest, at: z.string() })

/** Entries of the signer's journal that are about the signer itself, or about a plan that the portal does not have. */
export const SIGNER_KINDS = {
  'signer.founded': kind(
    'Signer founded',
    z.strictObject({ mode, genesis: digest, certificateSha256: z.nullable(digest), entry }),
    ({ details }) => `The portal follows a signer in ${details.mode} mode.`,
  ),
  'signer.person-recorded': kind(
    'Person at the signer',
    z.strictObject({ person: personId, groups: z.array(z.string()), active: z.boolean(), entry }),
    ({ object, details: { groups, active } }) => {
      const where = groups.length > 0 ? `in ${groups.join(', ')}` : 'in no group'
      return `The signer knows ${object} ${where}${active ? '' : ', no longer active'}.`
    },
  ),
  'signer.policy-recorded': kind(
    'Policy at the signer',
    z.strictObject({ policy: z.string(), version: z.int(), entry }),
    ({ details: { policy, version } }) => `The signer has version ${version} of the policy ${policy}.`,
  ),
  'signer.trust-changed': kind(
    'Trust changed at the signer',
    z.strictObject({ change: trustChangeSchema, consents: z.array(personId), entry }),
    ({ details: { change, consents } }) => `${changeInWords(change)} Agreed to by ${consents.join(' and ')}.`,
  ),
  'signer.key-installed': kind(
    'Signing key installed',
    z.strictObject({ certificateSha256: digest, notAfter: z.string(), retires: z.nullable(digest), entry }),
    ({ details: { certificateSha256, notAfter, retires } }) =>
      `The signer signs with the certificate ${certificateSha256.slice(0, 16)}…, valid until ${notAfter.slice(0, 10)}${retires === null ? '' : `; ${retires.slice(0, 16)}… is retired`}.`,
  ),
  'signer.entry-set-aside': kind(
    'Entry without a request',
    z.strictObject({ kind: z.string(), planDigest: digest, entry }),
    ({ details }) => `The signer’s journal tells of a plan that the portal does not have (${details.kind}).`,
  ),
}
