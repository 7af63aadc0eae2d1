import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { type MailServer, startMailServer } from '#server/testing/mail-server.ts'
import { smtpSender } from './smtp.ts'

const folder = temporaryFolder()
const at = (name: string) => join(folder, name)
const MAIL = { to: 'tomas@example.com', subject: 'x', text: 'x', html: '<p>x</p>', messageId: '<1@portal>' }
const trusted = getCACertificates('default')
let tls: { key: Buffer; cert: Buffer }
let server: MailServer

beforeAll(() => {
  const made = ['-keyout', at('key.pem'), '-out', at('cert.pem'), '-subj', '/CN=localhost']
  const extensions = ['-addext', 'subjectAltName=DNS:localhost', '-addext', 'basicConstraints=critical,CA:TRUE']
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', ...made, ...extensions],
    { stdio: 'pipe' },
  )
  tls = { key: readFileSync(at('key.pem')), cert: readFileSync(at('cert.pem')) }
  writeFileSync(at('credentials'), 'portal:a:pass word\n')
})
afterEach(() => {
  setDefaultCACertificates(trusted)
  server.close()
})

const trustTheServer = () => setDefaultCACertificates([...trusted, tls.cert.toString('utf8')])
const sender = (protocol: 'smtp' | 'smtps', credentialsFile: string | null = at('credentials')) =>
  smtpSender({ url: `${protocol}://localhost:${server.port}`, from: 'portal@example.com', credentialsFile })

test.each([
  ['smtps', 'from the first byte', { secure: true }],
  ['smtp', 'after STARTTLS', { secure: false }],
] as const)('over %s the portal signs in %s', async (protocol, _when, options) => {
  server = await startMailServer({ ...options, ...tls, authOptional: false })
  trustTheServer()
  await sender(protocol)(MAIL)
  expect(server.received).toMatchObject([{ secure: true, user: 'portal', to: 'tomas@example.com' }])
  expect(server.credentials).toEqual(['portal:a:pass word'])
})

test('without credentials STARTTLS is used where it is offered', async () => {
  server = await startMailServer({ ...tls })
  trustTheServer()
  await sender('smtp', null)(MAIL)
  expect(server.received).toMatchObject([{ secure: true }])
})

test('a password goes over no line that is not encrypted', async () => {
  server = await startMailServer({ disabledCommands: ['STARTTLS'] })
  await expect(sender('smtp')(MAIL)).rejects.toThrow(/STARTTLS/i)
  expect(server.credentials).toEqual([])
  expect(server.received).toEqual([])
})

test.each(['smtps', 'smtp'] as const)(
  'over %s a server whose certificate nobody vouches for gets nothing',
  async (protocol) => {
    server = await startMailServer({ ...tls, secure: protocol === 'smtps' })
    await expect(sender(protocol)(MAIL)).rejects.toThrow(/certificate/i)
    expect(server.credentials).toEqual([])
    expect(server.received).toEqual([])
  },
)
