/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '28952c166b2dd0e6a73d49623daeb459f048aa89c28c4503d601468f2c7488a5'
