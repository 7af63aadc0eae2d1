/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '5a2851fce76cee27957d6af6369c2726aa38b326645e08011eb94936253315f6'
