/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '168bfdc5048c1fedc2bed055f8a457cac7eb9d5715e6c8a9269647c2f27bd32c'
