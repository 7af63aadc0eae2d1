/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '87b07a278b150728ad79b45e621bbcb1ee7bfcb049dd6ecec9d51111b8a7b3e8'
