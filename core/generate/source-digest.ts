/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '86b9458bf93954ff89e64ec11350a2a2f7c22533d3a1e530dd7080af247696e8'
