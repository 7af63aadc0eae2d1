/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '2c7ed5d114c8a947843bdafed09ad214a273ed5ae1630581e0ac38d48bddea13'
