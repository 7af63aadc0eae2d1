/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '82849121906bcc2db155260799279fc2df2920403983769f44619881a98757fb'
