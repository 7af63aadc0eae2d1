/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'cb5d70328a266133e487013613f1a96d6f66e48fa0a60d5399bff606146adadd'
