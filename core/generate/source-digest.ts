/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '7b957bb034d05b80c455762a849f88ca1e016789a9a5a7142d0d3c65410a6bef'
