import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const CONFIG = `
[req]
distinguished_name = name
prompt = no
string_mask = utf8only
[name]
CN = Contoso MIM signing
O = Contoso
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[issuing]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign
[code]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = codeSigning
[web]
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
`

export interface CompanyCa {
  readonly folder: string
  file(name: string): string
  read(name: string): Uint8Array
  openssl(...args: string[]): void
  /** Key `NAME.key` and certificate `NAME.pem` by the issuing CA. */
  issue(name: string, options?: { bits?: number; profile?: 'code' | 'web'; days?: number }): void
  /** Answers a PKCS #10 request with `NAME.pem`. */
  answer(name: string, requestPem: string): void
  /** `NAME.chain.pem`: the certificate, the issuing CA, the root. */
  chain(name: string): void
}

/** For tests: a root and an issuing CA by openssl, as a company has them. \`root.pem\` and \`issuing.pem\` are the issuers. */
export function companyCa(folder: string): CompanyCa {
  const file = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  writeFileSync(file('ca.cnf'), CONFIG)
  const sign = (name: string, by: string, profile: string, days: number) =>
    openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial'],
      ...['-days', String(days), '-sha256', '-extfile', 'ca.cnf', '-extensions', profile, '-out', `${name}.pem`],
    )
  const request = (name: string, subject: string, bits: number) =>
    openssl(
      ...['req', '-newkey', `rsa:${bits}`, '-nodes', '-keyout', `${name}.key`, '-config', 'ca.cnf'],
      ...['-subj', subject, '-out', `${name}.csr`],
    )
  openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'root.key', '-config', 'ca.cnf'],
    ...['-subj', '/CN=Contoso Root CA', '-extensions', 'root', '-days', '3650', '-out', 'root.pem'],
  )
  request('issuing', '/CN=Contoso Issuing CA', 2048)
  sign('issuing', 'root', 'issuing', 3000)
  return {
    folder,
    file,
    openssl,
    read: (name) => new Uint8Array(readFileSync(file(name))),
    issue: (name, { bits = 3072, profile = 'code', days = 700 } = {}) => {
      request(name, `/O=Contoso/CN=MIM signing ${name}`, bits)
      sign(name, 'issuing', profile, days)
    },
    answer: (name, requestPem) => {
      writeFileSync(file(`${name}.csr`), requestPem)
      sign(name, 'issuing', 'code', 700)
    },
    chain: (name) => {
      const parts = [`${name}.pem`, 'issuing.pem', 'root.pem'].map((part) => readFileSync(file(part), 'utf8'))
      writeFileSync(file(`${name}.chain.pem`), parts.join(''))
    },
  }
}
