/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '4892466012ce9ea476c15ddfbcace389c0f56ab41ee0d6bdcdf80fed1ba459a9'
