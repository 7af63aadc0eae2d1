/**
 * Somebody who signs code: in this process, or a remote key that sees only a digest.
 * `sign` takes 32 bytes of SHA-256 and yields RSASSA-PKCS1-v1_5 octets (RFC 8017, 8.2); certificates are DER.
 */
export interface CodeSigner {
  readonly certificate: Uint8Array
  /** Issuers of the certificate, without it; empty when it is self-signed. */
  readonly chain: readonly Uint8Array[]
  sign(digest: Uint8Array): Promise<Uint8Array>
  /** RFC 3161 token over SHA-256 of the signature octets, or null when the policy is to go on without. Absent: no authority. */
  readonly timestamp?: (signatureSha256: Uint8Array) => Promise<Uint8Array | null>
}
