import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { attribute, signingTime } from '../cms/attributes.ts'
import { OID } from '../der/tags.ts'
import { FormatError } from '../format-error.ts'
import { hasForeignTool, runForeignTool } from '../testing/foreign-tool.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { makeTestSigner, TEST_NOW } from '../testing/test-key.ts'
import { certificatePem } from '../x509/read-certificate.ts'
import { individualStatement } from './indirect-data.ts'
import { isScript, signScript } from './sign-script.ts'
import { verifyScript } from './verify-script.ts'

const ascii = Buffer.from('Get-Service -Name FIMService\r\n$a = 1\r\n')
const seconds = String(TEST_NOW.getTime() / 1000)
let made: Awaited<ReturnType<typeof makeTestSigner>>
let signed: Uint8Array
let folder: string
beforeAll(async () => {
  made = await makeTestSigner()
  signed = await signScript(ascii, made.signer)
  folder = temporaryFolder()
  writeFileSync(join(folder, 'ca.pem'), certificatePem(made.key.certificate))
  writeFileSync(join(folder, 'key.pem'), made.key.privateKey.export({ type: 'pkcs8', format: 'pem' }))
})

const judge = (bytes: Uint8Array) => {
  writeFileSync(join(folder, 'x.ps1'), bytes)
  return runForeignTool('osslsigncode', [
    'verify',
    '-time',
    seconds,
    '-CAfile',
    join(folder, 'ca.pem'),
    '-in',
    join(folder, 'x.ps1'),
  ])
}

test('a signed script verifies, gives its unsigned bytes back and is deterministic', async () => {
  const verified = verifyScript(signed)
  expect(Buffer.from(verified.unsigned)).toEqual(ascii)
  expect(verified.certificate.sha256).toBe(made.certificateSha256)
  expect(await signScript(ascii, made.signer)).toEqual(signed)
})

test.runIf(hasForeignTool('osslsigncode'))('osslsigncode accepts it and refuses one changed byte', () => {
  expect(judge(signed)).toContain('Signature verification: ok')
  expect(() => judge(signed.with(3, 0x58))).toThrow()
})

test.runIf(hasForeignTool('osslsigncode')).each([
  ['CRLF', ascii],
  ['LF', Buffer.from('Get-Date\n\n')],
  ['no line end', Buffer.from('Get-Date')],
  ['UTF-8 with a mark', Buffer.from('\u{feff}"Grüße €😀"\r\n')],
  ['UTF-16LE', Buffer.from('\u{feff}"Grüße €"\r\n', 'utf16le')],
  ['100 kB', Buffer.from('"x" | Out-Null\r\n'.repeat(6000))],
])('the bytes are those of osslsigncode for the same attributes: %s', async (_name, script) => {
  const path = (name: string) => join(folder, name)
  writeFileSync(path('in.ps1'), script)
  rmSync(path('out.ps1'), { force: true })
  runForeignTool('osslsigncode', [
    'sign',
    '-certs',
    path('ca.pem'),
    '-key',
    path('key.pem'),
    '-h',
    'sha256',
    '-time',
    seconds,
    '-in',
    path('in.ps1'),
    '-out',
    path('out.ps1'),
  ])
  const same = [signingTime(TEST_NOW), attribute(OID.spcStatementType, individualStatement())]
  const own = await signScript(script, made.signer, same)
  expect(Buffer.from(own).equals(readFileSync(path('out.ps1')))).toBe(true)
})

test('no changed byte of the script or its block verifies with our certificate', () => {
  for (let i = 0; i < signed.length; i += i < ascii.length ? 1 : 13) {
    let accepted: string | null = null
    try {
      accepted = verifyScript(signed.with(i, (signed[i] ?? 0) ^ 0x01)).certificate.sha256
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError)
    }
    expect(accepted).not.toBe(made.certificateSha256)
  }
})

const text = () => Buffer.from(signed).toString('latin1')
test.each([
  ['code after the block', () => `${text()}Remove-Item x\r\n`],
  ['an empty line after the block', () => `${text()}\r\n`],
  ['LF instead of CRLF', () => text().replaceAll('\r\n', '\n')],
  ['a mark before the text', () => `\u{ef}\u{bb}\u{bf}${text()}`],
  ['a second block', () => text() + text().slice(text().indexOf('\r\n# SIG #'))],
  ['a comment inside the block', () => text().replace('\r\n# SIG # End', '\r\n# \r\n# SIG # End')],
  ['no block', () => ascii.toString('latin1')],
])('%s is refused', (_name, make) => {
  expect(() => verifyScript(Buffer.from(make(), 'latin1'))).toThrow(FormatError)
})

test('a script that carries a mark already, or is read differently by Windows PowerShell 5.1, is not signed', async () => {
  await expect(signScript(signed, made.signer)).rejects.toThrow(/already/)
  await expect(signScript(Buffer.from('x\n  # sig # begin signature block\n'), made.signer)).rejects.toThrow(/already/)
  await expect(signScript(Buffer.from('"ü"'), made.signer)).rejects.toThrow(/byte order mark/)
  await expect(signScript(Uint8Array.of(0xc3, 0x28), made.signer)).rejects.toThrow(FormatError)
})

test('every kind of PowerShell file counts as a script', () => {
  expect(['a.ps1', 'a/b.PSM1', 'settings.psd1'].every(isScript)).toBe(true)
  expect(isScript('runbook.html')).toBe(false)
})
