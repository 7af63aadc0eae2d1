/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '1c81bc2365fafacfddc7cae09bda14118d0baaf42cd54973b0afba400b725b00'
