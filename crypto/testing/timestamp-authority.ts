import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const CONFIG = `
[req]
distinguished_name = name
prompt = no
[name]
CN = Test timestamp authority
[tsa_certificate]
extendedKeyUsage = critical, timeStamping
keyUsage = critical, digitalSignature
[ca_certificate]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[tsa]
default_tsa = authority
[authority]
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
certs = ca.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`

/** For tests: an RFC 3161 authority by openssl in `folder`; \`ca.pem\` there is its root. */
export function timestampAuthority(folder: string): { readonly ca: string; answer(request: Uint8Array): Uint8Array } {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  writeFileSync(join(folder, 'tsa.cnf'), CONFIG)
  writeFileSync(join(folder, 'serial'), '01\n')
  const key = (name: string) => ['-newkey', 'rsa:2048', '-nodes', '-keyout', name, '-config', 'tsa.cnf']
  openssl(
    'req',
    '-x509',
    ...key('ca.key'),
    '-subj',
    '/CN=Test root',
    '-extensions',
    'ca_certificate',
    '-out',
    'ca.pem',
    '-days',
    '3650',
  )
  openssl('req', ...key('tsa.key'), '-out', 'tsa.csr')
  openssl(
    ...['x509', '-req', '-in', 'tsa.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '3650'],
    ...['-extfile', 'tsa.cnf', '-extensions', 'tsa_certificate', '-out', 'tsa.pem'],
  )
  return {
    ca: join(folder, 'ca.pem'),
    answer(request) {
      writeFileSync(join(folder, 'query.tsq'), request)
      openssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'query.tsq', '-out', 'reply.tsr')
      return new Uint8Array(readFileSync(join(folder, 'reply.tsr')))
    },
  }
}
