/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'd2b05f1881a22a21e14c2ca6a432b607b8022d08b87792a6683d0d150fdeb15e'
