/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '299e06a48fa211f32ac85610602844b2b79f2ec7b75ce2dc86e1b8b0001f60c6'
