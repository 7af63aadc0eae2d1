/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '8deeb68b706574da78b044428717168e527f0500e36b677fba255d974d8f6768'
