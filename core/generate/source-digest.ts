/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '561de1df692ff8434e828864906896a4e0bbf74c685205a5a4d5bb439240dc15'
