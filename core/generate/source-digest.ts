/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '11d10a56e85a7713e5b3f6d0b5bdbdc01a53bf15647b7171cd6fbf1f7ec13ae7'
