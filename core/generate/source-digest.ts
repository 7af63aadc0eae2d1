/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'd32790d31a1a58ae24a756ce8c687863484aa3ae266fbf9f6e8742435f45fd4d'
