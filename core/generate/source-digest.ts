/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '5a002535666cca5b2558eada89ce95d214f7604e498ad26adff1538b6ea355b3'
