/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '51b1a1c7bc88b2deecb94ffe586e8abff9d6dc194bf5c14447e36ce3c1e24e33'
