/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'a5076047fa3d739cd326293b70c4fa49ad6e7a92767baa470f9be6ccb6e47353'
