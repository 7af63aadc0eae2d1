/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '5cfd464442d6c90858bc915687651759a9e1876c4acd1d1659b70f74fd14e3c5'
