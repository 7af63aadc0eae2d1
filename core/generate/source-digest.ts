/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '114c273d648a411cab3de9465378a59211fe59c7f85c5a643d3b073662712e39'
