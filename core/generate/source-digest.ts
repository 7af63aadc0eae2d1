/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '0a64f9056cf3186770a5a067aa4c9c6bc53f9af5477de877dbbd96dd38a5abe9'
