/** Object identifiers of an envelope and of the certificate that it is for, each named as its standard names it. */
export const ENVELOPE_OID = {
  /** RFC 5652, 6.1. */
  envelopedData: '1.2.840.113549.1.7.3',
  /** RFC 8017, A.2.1; without parameters it means SHA-1 and MGF1 with SHA-1. */
  rsaesOaep: '1.2.840.113549.1.1.7',
  /** RFC 3565. */
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
  /** Microsoft: what `Protect-CmsMessage` demands of a certificate. */
  documentEncryption: '1.3.6.1.4.1.311.80.1',
  /** RFC 5280, 4.2.1.6. */
  subjectAltName: '2.5.29.17',
} as const

/** [0] IMPLICIT of a primitive type: the encrypted content. */
export const ENCRYPTED_CONTENT_TAG = 0x80
