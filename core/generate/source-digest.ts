/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '4c2c8354f343ed9f123b85286d38b3f868286ce50e65eae5802cdc5266940b0c'
