import { FormatError } from '../format-error.ts'
import { readRecallList } from '../recall/read-recall-list.ts'
import type { BundleParts } from './parts.ts'
import type { VerifyOptions } from './verify-bundle.ts'

const bad = (sentence: string) => new FormatError('BUNDLE', sentence)

/** The bundle is for the host that was asked for: its full name, or the first label of it. */
export function checkHost({ target }: BundleParts, host: string): string {
  const asked = host.toLowerCase()
  const own = target.fqdn.toLowerCase()
  if (asked !== own && asked !== own.split('.')[0]) {
    throw bad(`The bundle is for ${target.fqdn || target.target}, not for ${host}.`)
  }
  return target.fqdn
}

/** Some window is open at that instant: a first changing step may run. Verify and undo are allowed at any time. */
export function checkWindow({ plan }: BundleParts, at: Date): string {
  const open = plan.windows.filter(({ notBefore, notAfter }) => new Date(notBefore) <= at && at <= new Date(notAfter))
  if (open.length > 0 || plan.windows.length === 0)
    return open.map(({ group }) => group).join(', ') || 'no window is set'
  const all = plan.windows.map(({ group, notBefore, notAfter }) => `${group} ${notBefore} to ${notAfter}`).join('; ')
  throw bad(`No window is open at ${at.toISOString()}: ${all}.`)
}

/** The signer did not take the plan back, by a list of the same signer that is not too old. */
export function checkRecall(parts: BundleParts, file: Uint8Array, options: VerifyOptions): string {
  const { list, certificate } = readRecallList(file)
  const { plan, manifest, signature } = parts
  const pins = options.certificateSha256 ?? []
  const believed = pins.length > 0 ? pins : [signature.certificate.sha256]
  if (!believed.includes(certificate.sha256)) {
    throw bad(
      `The recall list is signed with another certificate: ${certificate.sha256}. After a change of keys pin both.`,
    )
  }
  if (list.genesis !== plan.genesis) throw bad('The recall list is of another signer.')
  const entry = list.recalled.find(({ planDigest }) => planDigest === manifest.planDigest)
  if (entry) {
    const why = entry.reason === 'superseded' ? 'a newer revision was signed' : 'somebody decided so'
    throw bad(`The plan was recalled on ${entry.at.slice(0, 10)}: ${why}. Do not use the bundle.`)
  }
  const stale = options.now > new Date(list.nextUpdate)
  if (stale && options.staleReason === undefined) {
    throw bad(`The recall list ended on ${list.nextUpdate}. Get a new one, or say with --stale-reason why it must do.`)
  }
  const age = stale ? `, STALE since ${list.nextUpdate}: “${options.staleReason}”` : ''
  return `not among the ${list.recalled.length} recalled plans of list ${list.seq}, issued ${list.issuedAt}${age}`
}
