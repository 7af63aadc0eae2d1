/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '87c79d4f6b61a2a87d4f131d2cef0946a839e29083544d3508cb47444fa249f5'
