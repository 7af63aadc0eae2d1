/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'd2df69d0b5b4f8737a2d584be3301812de805ff47d75f35f1fb107fc63c229bc'
