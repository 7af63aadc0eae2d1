/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'a63a82fb7f6158a3a2081a5823931b480db73ea942871d2f42b6f23bb4cb9fd9'
