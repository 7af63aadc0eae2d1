/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'c6932f673853604d2a42aec3ea0a303829c3093b9fb2d0e38af3d69174cf4ec5'
