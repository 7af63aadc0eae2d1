import { SOURCE_SHA256 } from './source-digest.ts'

/** Which program makes the bytes; it stands in every plan statement. A test holds the version to the one of `package.json`. */
export const GENERATOR = { name: 'mim-gmsa', version: '0.1.0', sourceSha256: SOURCE_SHA256 } as const
