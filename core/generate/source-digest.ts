/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'fba568e397e66ec188e8bec4484a0dbb294a0c561bc06d6d1c12d97f70d4aa4a'
