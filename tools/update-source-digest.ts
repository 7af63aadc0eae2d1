// `node tools/update-source-digest.ts`: writes the digest of the generator's source, which each plan statement carries.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DIGEST_FILE, sourceSha256 } from '#crypto/release/source-sha256.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
writeFileSync(
  new URL(`../${DIGEST_FILE}`, import.meta.url),
  `/** SHA-256 over the generator's source: \`node tools/update-source-digest.ts\` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '${sourceSha256(root)}'
`,
)
