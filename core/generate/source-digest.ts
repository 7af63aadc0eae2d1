/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'da8704872840ccca8fdddf2905cb31ef25711d13b87ef8a037814b037252ef72'
