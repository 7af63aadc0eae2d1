/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'f4990e90438f0a0d9906aa69450291d2a89248d589fadbf23af738a3a1a7ff88'
