/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'e33eaac3c63a37f2d81b2784e344ad4c6c09b97654985d5c62d20fb91957c0ba'
