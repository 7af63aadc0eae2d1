import { FormatError } from '../format-error.ts'

const BEGIN = '# SIG # Begin signature block'
const END = '# SIG # End signature block'

export interface ScriptText {
  /** A byte order mark stays in the text as U+FEFF: it is hashed. */
  readonly text: string
  readonly encoding: 'utf8' | 'utf16le'
}

/** Text of a script file as the Windows script provider and osslsigncode read it. Throws FormatError on malformed UTF-8. */
export function decodeScript(bytes: Uint8Array): ScriptText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: Buffer.from(bytes).toString('utf16le'), encoding: 'utf16le' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), encoding: 'utf8' }
  } catch (error) {
    throw new FormatError('AUTHENTICODE', 'The script is not UTF-8.', error)
  }
}

/** The signature block that follows a body: base64 in lines of 64, CRLF everywhere. */
export function signatureBlock(signature: Uint8Array): string {
  const lines =
    Buffer.from(signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `\r\n${BEGIN}\r\n${lines.map((line) => `# ${line}\r\n`).join('')}${END}\r\n`
}

/**
 * Takes a signed script apart. The block must be there once, in exactly the form that `signatureBlock` writes, and must end
 * the file: code after it would run unsigned, and not every verifier notices.
 */
export function splitSignedScript(text: string): { body: string; signature: Uint8Array } {
  const start = text.indexOf(`\r\n${BEGIN}\r\n`)
  if (start === -1) throw new FormatError('AUTHENTICODE', 'The script carries no signature block.')
  const body = text.slice(0, start)
  const base64 = text
    .slice(start)
    .split('\r\n')
    .filter((line) => line.startsWith('# ') && !line.startsWith('# SIG #'))
    .map((line) => line.slice(2))
    .join('')
  const signature = new Uint8Array(Buffer.from(base64, 'base64'))
  if (hasSignatureMark(body) || text !== body + signatureBlock(signature)) {
    throw new FormatError('AUTHENTICODE', 'The signature block must stand once, well formed, at the very end.')
  }
  return { body, signature }
}

/** A line that some verifier could take for the begin or end of a block, whatever its spaces, case and line end. */
export function hasSignatureMark(text: string): boolean {
  return /^[^\S\r\n]*#[^\S\r\n]*SIG[^\S\r\n]*#/im.test(text)
}
