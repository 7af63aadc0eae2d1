/** What is wrong with foreign bytes. Parsers of `crypto/` throw nothing else. */
export type FormatErrorCode =
  | 'DER'
  | 'CERTIFICATE'
  | 'PEM'
  | 'PFX'
  | 'KEY_FILE'
  | 'RECALL'
  | 'CMS'
  | 'TIMESTAMP'
  | 'AUTHENTICODE'
  | 'BUNDLE'
  | 'WEBAUTHN'
  | 'ZIP'
  | 'ZIP_PATH'
  | 'ZIP_LIMIT'
  | 'ZIP_DUPLICATE'

/** Bytes that are not what they claim to be. The message is one sentence that a person can read. */
export class FormatError extends Error {
  override readonly name = 'FormatError'
  readonly code: FormatErrorCode

  constructor(code: FormatErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}
