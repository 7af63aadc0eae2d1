/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '134371b366a4af25297d22fb9fa0b68f0674c17895dab7feee782292fab002e4'
