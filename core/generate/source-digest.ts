/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'cf06b13c55ae6856de8f7a18517db717220888cba254f806c9e7c6e2c55cd48d'
