import { OID, TAG } from '../der/tags.ts'
import { der, integer, nullValue, octetString, oid, sequence } from '../der/write.ts'
import { sha256 } from '../digest.ts'

// {603BCC1F-4B59-4E08-B724-D2C6297EF351}: the subject interface package of PowerShell scripts.
const POWERSHELL = Uint8Array.from(Buffer.from('1fcc3b60594b084eb724d2c6297ef351', 'hex'))

/** SpcIndirectDataContent of a PowerShell script: SHA-256 over the body in UTF-16LE (Authenticode_PE, and reference/signing.md). */
export function indirectData(body: string): Uint8Array {
  const none = [0, 0, 0, 0, 0].map(integer)
  return sequence(
    sequence(oid(OID.spcSipInfo), sequence(integer(0x10000), octetString(POWERSHELL), ...none)),
    sequence(sequence(oid(OID.sha256), nullValue()), octetString(sha256(Buffer.from(body, 'utf16le')))),
  )
}

/** SpcSpOpusInfo without name and address, as Set-AuthenticodeSignature writes it. */
export const emptyOpusInfo = () => sequence(der(TAG.context0, der(0x80)), der(TAG.context1, der(0x80)))

/** SpcStatementType: individual, as Set-AuthenticodeSignature and osslsigncode write it. */
export const individualStatement = () => sequence(oid(OID.spcIndividual))
