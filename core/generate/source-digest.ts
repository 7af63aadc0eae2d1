/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '9bb1daec77eb927dfad14f88fcd64279eb265beb3bf36eab888da4a02966dc2f'
