/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '7476da38be3452ddd54930f368ce910971f4175f630afc7202af35ede6347c0c'
