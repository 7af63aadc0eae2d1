/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '19f2725e37d0677f5c63fa85a87f99c026af2cf6d155bd9da7bb93666dfb2d0c'
