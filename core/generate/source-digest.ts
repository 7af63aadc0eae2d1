/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '653e5ac9684cf1490a6017873deb63d19e56c6bb13f2a4b0746e216740fda7ea'
