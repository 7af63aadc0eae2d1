/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'af6c8c5cbc0b1155a2af25335e061aace6a2f6c8fc7fe41134edf870ffd6f45f'
