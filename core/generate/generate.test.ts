import { describe, expect, it } from 'vitest'
import { parseCanonicalJson } from '#core/bytes/canonical-json.ts'
import { inclusionProof, verifyInclusion } from '#core/bytes/merkle.ts'
import { sha256Hex } from '#core/bytes/sha256.ts'
import { contoso, contosoExchange, mailboxUpdate } from '#core/plan/contoso.fixture.ts'
import { conversionPolicy } from '#core/policy/policy.fixture.ts'
import type { GeneratorInput } from '#core/protocol/protocol.ts'
import { planStatementSchema, targetStatementSchema } from '#core/statement/schemas.ts'
import { generate, generateOutline } from './generate.ts'
import type { Generated, StaticFile } from './types.ts'

const authority = { genesis: 'a'.repeat(64), policy: conversionPolicy }
const staticFiles: StaticFile[] = [{ path: 'Start-Runbook.ps1', bytes: new TextEncoder().encode('exit 0\r\n') }]

const input = (changes: Partial<GeneratorInput> = {}): GeneratorInput => ({
  requestId: 'MG-0001',
  revision: 1,
  kind: 'conversion',
  mode: 'production',
  asOf: '2026-11-24',
  requester: 'ines',
  environment: contoso(),
  case: { title: 'Convert', ticket: 'CHG-1', acknowledgements: [] },
  ciphertexts: {},
  ...changes,
})

function made(changes: Partial<GeneratorInput> = {}, by = authority, files = staticFiles): Generated {
  const result = generate(input(changes), by, files)
  if (result.outcome !== 'generated') throw new Error(JSON.stringify(result.blocking))
  return result
}

describe('what people decide on', () => {
  const first = made()

  it('is the same bytes for the same input, wherever its keys stand', () => {
    const shuffled = JSON.parse(JSON.stringify(input()), (_key, value) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    )
    const again = generate(shuffled, authority, staticFiles)
    expect(again.outcome === 'generated' && again.planDigest).toBe(first.planDigest)
  })

  it('commits to every file of every target: digest, statement, Merkle root', () => {
    expect(sha256Hex(first.statementBytes)).toBe(first.planDigest)
    expect(planStatementSchema.parse(parseCanonicalJson(first.statementBytes))).toEqual(first.statement)
    const leaves = first.targets.map(({ statementBytes }) => statementBytes)
    for (const [index, { files, statementBytes }] of first.targets.entries()) {
      const statement = targetStatementSchema.parse(parseCanonicalJson(statementBytes))
      expect(statement.files).toEqual(
        files.map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: sha256Hex(bytes) })),
      )
      const proof = { index, size: leaves.length, hashes: inclusionProof(leaves, index) }
      expect(verifyInclusion(statementBytes, proof, first.statement.targetsRoot)).toBe(true)
    }
  })

  it.each<[string, () => Generated]>([
    ['the environment', () => made({ environment: { ...contoso(), name: 'Another name' } })],
    ['the case', () => made({ case: { title: 'Convert', ticket: 'CHG-2', acknowledgements: [] } })],
    ['the requester', () => made({ requester: 'petr' })],
    ['the revision', () => made({ revision: 2 })],
    ['the mode', () => made({ mode: 'demo' })],
    ['the day', () => made({ asOf: '2026-11-25' })],
    ['the policy', () => made({}, { ...authority, policy: { ...conversionPolicy, validDays: 15 } })],
    ['the signer', () => made({}, { ...authority, genesis: 'b'.repeat(64) })],
    [
      'a file of the release',
      () => made({}, authority, [{ path: 'Start-Runbook.ps1', bytes: new Uint8Array([0x0a]) }]),
    ],
  ])('is another plan when %s differs', (_name, other) => {
    expect(other().planDigest).not.toBe(first.planDigest)
  })

  it('has targets and files in ordinal order, and Windows line ends in what Windows reads as text', () => {
    const names = first.targets.map(({ target }) => target)
    expect(names).toEqual([...names].sort())
    for (const { files } of first.targets) {
      const paths = files.map(({ path }) => path)
      expect(paths).toEqual([...paths].sort())
      for (const { path, bytes } of files.filter((file) => /\.(psd1|md)$/.test(file.path))) {
        expect(new TextDecoder().decode(bytes).replaceAll('\r\n', ''), path).not.toContain('\n')
      }
    }
  })

  it('tells its progress and does not depend on it', () => {
    const told: number[] = []
    const result = generate(input(), authority, staticFiles, (done, total) => told.push(done / total))
    expect(told).toHaveLength(first.targets.length)
    expect(told.at(-1)).toBe(1)
    expect(result.outcome === 'generated' && result.planDigest).toBe(first.planDigest)
  })
})

it('the script for the Exchange password goes where the MIM Service runs, and nowhere else', () => {
  const script = { path: 'Update-ExchangePassword.ps1', bytes: new TextEncoder().encode('exit 0\r\n') }
  const having = made({}, authority, [...staticFiles, script]).targets.filter(({ files }) =>
    files.some(({ path }) => path === script.path),
  )
  expect(having.map(({ target }) => target)).toEqual(['MIMPORTAL'])
})

const ciphertext = { cms: '-----BEGIN CMS-----\r\n', recipientCertificateSha256: 'c'.repeat(64) }

describe('a change of the mailbox secret', () => {
  const script = { path: 'Update-ExchangePassword.ps1', bytes: new TextEncoder().encode('exit 0\r\n') }
  const update = (ciphertexts: GeneratorInput['ciphertexts'] = { MIMPORTAL: ciphertext }) =>
    made({ kind: 'password-update', environment: mailboxUpdate(), ciphertexts }, authority, [...staticFiles, script])

  it('gives each server of the MIM Service the script, its ciphertext and the certificate that it is for', () => {
    const [target, ...others] = update().targets
    expect(others).toEqual([])
    expect(target?.statement).toMatchObject({ target: 'MIMPORTAL', recipientCertificateSha256: 'c'.repeat(64) })
    expect(target?.files.map(({ path }) => path)).toEqual([
      'Start-Runbook.ps1',
      'Update-ExchangePassword.ps1',
      'VERIFY.md',
      'exchange-password.cms',
      'runbook.html',
      'settings.psd1',
    ])
    const secret = target?.files.find(({ path }) => path === 'exchange-password.cms')
    expect(new TextDecoder().decode(secret?.bytes)).toBe(ciphertext.cms)
  })

  it('is another plan when a ciphertext or its certificate differs', () => {
    const digests = [
      update(),
      update({ MIMPORTAL: { ...ciphertext, cms: 'x' } }),
      update({ MIMPORTAL: { ...ciphertext, recipientCertificateSha256: 'd'.repeat(64) } }),
    ].map(({ statement }) => [statement.ciphertextsSha256, statement.targetsRoot].join())
    expect(new Set(digests).size).toBe(3)
  })

  it('is refused while a ciphertext is missing, or is for a server that takes none', () => {
    const blocking = (ciphertexts: GeneratorInput['ciphertexts'], environment = mailboxUpdate()) => {
      const result = generate(input({ kind: 'password-update', environment, ciphertexts }), authority, staticFiles)
      return result.outcome === 'refused' ? result.blocking.map(({ message }) => message.split('.')[0]) : []
    }
    expect(blocking({})).toEqual(['The password was not encrypted for MIMPORTAL'])
    expect(blocking({ MIMPORTAL: ciphertext, SQL: ciphertext })).toEqual([
      'A password is encrypted for SQL, which takes none',
    ])
    const typed = mailboxUpdate((draft) => {
      if (draft.mail.delivery.option === 'F') draft.mail.delivery.password = 'typed-on-server'
    })
    expect(blocking({ MIMPORTAL: ciphertext }, typed)).toEqual([
      'A password is encrypted for MIMPORTAL, which takes none',
    ])
  })

  it('a conversion may carry one too', () => {
    const environment = contosoExchange((draft) => {
      if (draft.mail.delivery.option === 'F') draft.mail.delivery.password = 'encrypted'
    })
    const having = made({ environment, ciphertexts: { MIMPORTAL: ciphertext } }).targets.filter(
      ({ statement }) => statement.recipientCertificateSha256 !== undefined,
    )
    expect(having.map(({ target }) => target)).toEqual(['MIMPORTAL'])
  })
})

describe('what stands in the way', () => {
  const unattended = (draft: GeneratorInput['environment']) => {
    draft.software.unattendedService = true
  }

  it('an environment with an error is refused, and the error named', () => {
    const result = generate(input({ environment: contoso(unattended) }), authority, staticFiles)
    expect(result.outcome).toBe('refused')
    if (result.outcome === 'refused') expect(result.blocking.map(({ ruleId }) => ruleId)).toEqual(['P09'])
  })

  it('a kind that the environment does not describe is refused', () => {
    const blocking = (changes: Partial<GeneratorInput>) => {
      const result = generate(input(changes), authority, staticFiles)
      return result.outcome === 'refused' ? result.blocking.map(({ ruleId }) => ruleId) : []
    }
    expect(blocking({ kind: 'password-update' })).toContain('K01')
    expect(blocking({ environment: mailboxUpdate(), ciphertexts: { MIMPORTAL: ciphertext } })).toContain('K01')
  })

  it('a warning blocks until it is acknowledged at its place', () => {
    const environment = contoso()
    environment.mail.approvalsByMail = true
    const tried = generate(input({ environment }), authority, staticFiles)
    if (tried.outcome !== 'refused') throw new Error('no warning: choose another way to raise one')
    expect(tried.blocking.length).toBeGreaterThan(0)
    expect(tried.blocking.every(({ severity }) => severity === 'warning')).toBe(true)
    const acknowledgements = tried.blocking.map(({ ruleId, path }) => ({ ruleId, path, reason: 'known' }))
    const answered = input({ environment, case: { title: 'Convert', ticket: '', acknowledgements } })
    expect(generate(answered, authority, staticFiles).outcome).toBe('generated')
  })
})

it('as an outline it is the same plan, and its files are made when they are asked for, all or some', () => {
  const eager = made()
  const outline = generateOutline(input(), authority, staticFiles)
  if (outline.outcome === 'refused') throw new Error('refused')
  expect(outline.planDigest).toBe(eager.planDigest)
  expect(outline.targets.map(({ makeFiles }) => makeFiles())).toEqual(eager.targets.map(({ files }) => files))
  expect(outline.targets.map(({ makeFiles }) => makeFiles((path) => path.endsWith('.psd1')))).toEqual(
    eager.targets.map(({ files }) => files.filter(({ path }) => path.endsWith('.psd1'))),
  )
})
