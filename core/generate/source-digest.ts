/** SHA-256 over the generator's source: `node tools/update-source-digest.ts` writes this file, and a test says when it is stale. */
export const SOURCE_SHA256 = 'd4e3f93da25703ab25f1da64c8d80b82aa7a0a51e89a07821fb22a9c75f11cfe'
