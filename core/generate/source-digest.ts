/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = '19d4e0b9613eda7c1fcf67619aae5071d3aca6c7a711d1f38035c55929703128'
