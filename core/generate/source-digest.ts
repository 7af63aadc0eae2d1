/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '86e9ed180cf79a8a48af6248f3b8b3e8ac892265ef52ff457ea79d2e2e46e02b'
