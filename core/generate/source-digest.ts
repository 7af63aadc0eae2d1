/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '7ed941c6aa9504d856f7b33319897ea06310bd3b063624bbd00f8adbcc710a0a'
