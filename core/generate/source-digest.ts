/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '630dce0c675d5641df75043f8e309257f9d3daaadf90871d085bd623bb81812b'
