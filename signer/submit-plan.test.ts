import { beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { createSigner } from './create-signer.ts'
import { buildInput, buildSigner, buildSubmission, POLICY, START, type TestSigner } from './testing/build-signer.ts'

let made: TestSigner
beforeAll(async () => {
  made = await buildSigner()
})

const refused = (submission: ReturnType<typeof buildSubmission>) =>
  made.signer.submit(submission).then(
    () => {
      throw new Error('it was accepted')
    },
    (error: { code: string; userMessage: string }) => `${error.code} ${error.userMessage}`,
  )

test('the plan that the web made is the one that the signer makes, and sending it again changes nothing', async () => {
  const submission = buildSubmission(made.genesis)
  const first = await made.signer.submit(submission)
  const { journalSize } = await made.signer.status()
  expect(await made.signer.submit(submission)).toEqual(first)
  expect((await made.signer.status()).journalSize).toBe(journalSize)
})

test('another environment than the one of the plan statement is refused, and the fields are named', async () => {
  const submission = buildSubmission(made.genesis, buildInput({ requestId: 'MG-0100' }))
  const environment = { ...submission.input.environment, name: `${submission.input.environment.name} 2` }
  const answer = await refused({ ...submission, input: { ...submission.input, environment } })
  expect(answer).toMatch(/^UNPROCESSABLE .*environmentSha256/)
})

test('a plan statement that is not what the input gives is refused', async () => {
  const submission = buildSubmission(made.genesis, buildInput({ requestId: 'MG-0101' }))
  const statement = submission.planStatement
  const changed = (part: Partial<typeof statement>) =>
    refused({ ...submission, planStatement: { ...statement, ...part } })
  expect(await changed({ targetsRoot: 'a'.repeat(64) })).toMatch(/differs in: targetsRoot\./)
  expect(await changed({ generator: { ...statement.generator, sourceSha256: 'b'.repeat(64) } })).toMatch(
    /differs in: generator\./,
  )
  expect(await changed({ policy: { ...statement.policy, sha256: 'c'.repeat(64) } })).toMatch(/differs in: policy\./)
  expect(await changed({ requestId: 'MG-0999' })).toMatch(/differs in: requestId\./)
  expect(await changed({ windows: [] })).toMatch(/differs in: windows\./)
})

test('a plan for another signer, mode or policy is refused', async () => {
  const input = buildInput({ requestId: 'MG-0102' })
  expect(await refused(buildSubmission('d'.repeat(64), input))).toMatch(/another signer/)
  expect(await refused(buildSubmission(made.genesis, { ...input, mode: 'production' }))).toMatch(/demo mode/)
  expect(await refused(buildSubmission(made.genesis, input, { ...POLICY, id: 'weak' }))).toMatch(/no policy/)
  const easier = { ...POLICY, groups: POLICY.groups.slice(0, 1) }
  expect(await refused(buildSubmission(made.genesis, input, easier))).toMatch(/differs in: policy\./)
})

test('the day of judgement may be one day off, not two', async () => {
  const at = (asOf: string, requestId: string) => buildSubmission(made.genesis, buildInput({ asOf, requestId }))
  expect(START.toISOString()).toContain('2026-11-24')
  expect(await refused(at('2026-11-22', 'MG-0103'))).toMatch(/more than one day/)
  expect(await refused(at('2026-11-26', 'MG-0103'))).toMatch(/more than one day/)
  await made.signer.submit(at('2026-11-23', 'MG-0104'))
  await made.signer.submit(at('2026-11-25', 'MG-0105'))
})

test('a requester whom the signer does not know, or who left, is refused', async () => {
  expect(await refused(buildSubmission(made.genesis, buildInput({ requester: 'stranger' })))).toMatch(
    /no active person/,
  )
  expect(await refused(buildSubmission(made.genesis, buildInput({ requester: 'olga' })))).toMatch(/no active person/)
})

test('a warning without its acknowledgement is refused by its rule', async () => {
  const submission = buildSubmission(made.genesis, buildInput({ requestId: 'MG-0106' }))
  const [first] = submission.input.case.acknowledgements
  expect(first).toBeDefined()
  const bare = { ...submission.input, case: { ...submission.input.case, acknowledgements: [] } }
  expect(await refused({ ...submission, input: bare })).toContain(first?.ruleId)
})

test('the same plan with other input is refused, even when it was accepted before', async () => {
  const submission = buildSubmission(made.genesis, buildInput({ requestId: 'MG-0107' }))
  await made.signer.submit(submission)
  const other = { ...submission, input: { ...submission.input, case: { ...submission.input.case, title: 'other' } } }
  expect(await refused(other)).toMatch(/sent before/)
})

test('a newer upload replaces one on which nobody decided, and never one that was submitted', async () => {
  const upload = (title: string, revision = 1) => {
    const input = buildInput({ requestId: 'MG-0108', revision })
    return buildSubmission(made.genesis, { ...input, case: { ...input.case, title } })
  }
  const first = await made.signer.submit(upload('first'))
  const second = await made.signer.submit(upload('second'))
  expect(made.authority.record(first.planDigest).closed?.reason).toMatch(/replaced/)
  const ticket = made.ticket('ines', 'submit', second.planDigest)
  await made.signer.decide({ ticket, decision: 'submit', comment: null })
  expect(await refused(upload('third'))).toMatch(/^CONFLICT .*another plan/)
  expect(await refused(upload('next', 2))).toMatch(/^CONFLICT .*still open/)
  await made.signer.close(second.planDigest, 'edited')
  await made.signer.submit(upload('next', 2))
  expect(await refused(upload('fourth'))).toMatch(/another plan/)
})

test('nothing unknown comes in beside the submission', async () => {
  const submission = { ...buildSubmission(made.genesis), extra: 1 }
  expect(await refused(submission)).toMatch(/^BAD_INPUT/)
})

test('a signer that nobody set up refuses with words', async () => {
  const dir = temporaryFolder()
  const empty = createSigner({ ...made.authority.options, dir, mode: 'production' })
  expect(await empty.status()).toMatchObject({ initialised: false, genesis: null, certificateSha256: null })
  await expect(empty.submit(buildSubmission(made.genesis))).rejects.toMatchObject({
    code: 'FORBIDDEN',
    userMessage: expect.stringContaining('not set up'),
  })
  await expect(empty.initDemo({ people: [], policies: [], portalKey: '' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await empty.stop()
})

test('a demo is founded once', async () => {
  await expect(made.signer.initDemo({ people: [], policies: [], portalKey: '' })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
})
