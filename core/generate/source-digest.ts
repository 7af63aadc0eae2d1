/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '3541b9706bd4e25ea1fc973255e07d132b06fc839d5c998c5141ffc029958783'
