/** Files that the signer adds to what was approved; every other file of a bundle stands in its target statement (design, section 4). */
export const BUNDLE_FILES = {
  cover: 'cover.html',
  plan: 'statement/plan.json',
  target: 'statement/target.json',
  inclusion: 'statement/inclusion.json',
  decisions: 'decisions.json',
  certificate: 'certificates/signing.cer',
  certificatePem: 'certificates/signing.pem',
  chainPem: 'certificates/chain.pem',
  manifest: 'manifest.json',
  signature: 'manifest.json.p7s',
} as const

const ADDED: readonly string[] = Object.values(BUNDLE_FILES)

/** True for the closed set that only the signer writes. */
export const isAddedBySigner = (path: string) => ADDED.includes(path)

/** The one folder of a bundle's ZIP, e.g. `MG-0001-r1-MIMSYNC`. */
export function bundleFolder(bundle: { requestId: string; revision: number; target: string }): string {
  return `${bundle.requestId}-r${bundle.revision}-${bundle.target}`
}
