/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'd21909dabcf45a0c7cc803c12681fce84d18059de132d21235076995d013d741'
