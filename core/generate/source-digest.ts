/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'f029190160c6ecb6ff6c15f8bb5a0ef3c351cba4a621e2f33431dc87122f4e0a'
