/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '21956bc5e9594994fb8565ef305cccf7d000ab4a4af56349c2a2c37afc2d376c'
