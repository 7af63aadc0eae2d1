/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'ac9d56873115ba49758d0836f00d9aacdb40903a37449c473ece9e2ec1e7062e'
