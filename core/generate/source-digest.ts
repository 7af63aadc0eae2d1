/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'c6ff01f792fc499017e0b11c990189087f9ac96ee85ff3fcbe86f41eb8ca10be'
