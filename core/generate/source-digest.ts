/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '03b8c0c209d644504e491a04bf578453565996fb64a8ef0de527feab2f1266d6'
