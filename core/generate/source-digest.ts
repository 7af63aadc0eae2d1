/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '439d1ba2c24ccafb7a5b8f4f140639e60b35d48fd18b01a43374fc04d141bdf3'
