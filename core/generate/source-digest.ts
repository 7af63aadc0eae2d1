/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '7a9512b50c7199b9316cf7e5acfcc36d5ee1ded715682dfa7cbdff87ffc676ab'
