/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '7e8c7afb1287447524fa2a376ae32aa6ad9ffbfad213ba2440607e967e942605'
