/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '90b51429f45252ed45cd1e5ff94d4f6135cf10cba91308038549cde714934146'
