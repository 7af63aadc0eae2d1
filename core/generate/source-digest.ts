/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '43e1eeb74ecc08dda13e5d14705dccdf2c2aa4501be563cdded0528caf3862d7'
