import { afterEach, beforeEach, expect, test } from 'vitest'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { type AssertionChanges, softwarePasskey } from '#crypto/testing/software-passkey.ts'
import { type RegistrationChanges, softwareRegistration } from '#crypto/testing/software-registration.ts'
import { signerProcess } from '../create-signer.ts'
import type { Listener } from '../http/listen.ts'
import { startPages } from '../pages/pages-server.ts'
import { buildProduction, ORIGIN, type ProductionSigner, populate } from '../testing/build-production.ts'
import { callPages, ceremonyOf, type PageCall } from '../testing/call-pages.ts'

// The passkey pages as a program meets them: it may send anything. The same in a real browser: passkey-pages.test.ts.
let made: ProductionSigner
let listener: Listener
beforeEach(async () => {
  made = await buildProduction({}, { withKey: false })
  populate(made)
  listener = await startPages({ authority: made.authority, port: 0, log: () => undefined })
})
afterEach(async () => {
  await listener.stop()
  made.authority.stop()
})

const call = (made: PageCall) => callPages(ORIGIN, listener.port, made)
const later = (minutes: number) => {
  made.now = new Date(made.now.getTime() + minutes * 60_000)
}
const keyOf = (person: string) => {
  const passkey = made.passkeys.get(person)
  if (!passkey) throw new Error(`${person} has no passkey`)
  return passkey
}

function answerOf(person: string, challenge: Uint8Array, changes: AssertionChanges = {}): string {
  const passkey = keyOf(person)
  return JSON.stringify({ id: passkey.credential.id, ...passkey.assert(challenge, ORIGIN, changes) })
}

async function signIn(person: string, changes: AssertionChanges = {}) {
  const { form, challenge } = ceremonyOf(await call({ path: '/sign-in' }))
  return call({ path: '/sign-in', form: { form, answer: answerOf(person, challenge, changes) } })
}

test('whoever signs in sees the page that they asked for; without that nobody does', async () => {
  expect((await call({ path: '/trust' })).location).toBe('/sign-in?to=%2Ftrust')
  const { status, cookie } = await signIn('tilda')
  expect(status).toBe(303)
  expect(cookie).toMatch(/^__Host-/)
  expect((await call({ path: '/trust', cookie })).text).toContain('Waiting for trustees')
})

test.each<[string, AssertionChanges, string]>([
  ['made on the portal', { origin: 'https://portal.contoso.com' }, 'was used on'],
  ['made on another port', { origin: `${ORIGIN}:8443` }, 'was used on'],
  ['for the parent domain', { rpId: 'contoso.com' }, 'another host'],
  ['in a frame', { clientData: { crossOrigin: true } }, 'inside a frame'],
  ['for another challenge', { challenge: new Uint8Array(32) }, 'another challenge'],
  ['without user verification', { flags: 0x01 }, 'did not verify'],
  ['forged', { key: softwarePasskey('mallory').privateKey }, 'signature of the passkey is wrong'],
])('a sign-in %s is refused', async (_name, changes, reason) => {
  const { status, text, cookie } = await signIn('tilda', changes)
  expect([status, cookie]).toEqual([403, ''])
  expect(text).toContain(reason)
})

test('an answer counts once, within five minutes, and only from this signer’s own page', async () => {
  const first = ceremonyOf(await call({ path: '/sign-in' }))
  const form = { form: first.form, answer: answerOf('tilda', first.challenge) }
  expect((await call({ path: '/sign-in', form, origin: 'https://portal.contoso.com' })).status).toBe(403)
  expect((await call({ path: '/sign-in', form })).status).toBe(303)
  const replayed = await call({ path: '/sign-in', form })
  expect(replayed.status).toBe(409)
  expect(replayed.text).toContain('out of date or was used before')
  const late = ceremonyOf(await call({ path: '/sign-in' }))
  later(5)
  const answer = answerOf('tilda', late.challenge)
  expect((await call({ path: '/sign-in', form: { form: late.form, answer } })).status).toBe(409)
})

test('who signs out of the portal, or is disabled there, has no visit left here, and others keep theirs', async () => {
  const [tilda, theo] = [await signIn('tilda'), await signIn('theo')]
  await signerProcess(made.authority).leave('tilda')
  expect((await call({ path: '/trust', cookie: tilda.cookie })).location).toBe('/sign-in?to=%2Ftrust')
  expect((await call({ path: '/trust', cookie: theo.cookie })).status).toBe(200)
  expect((await call({ path: '/sign-out', cookie: theo.cookie, form: { nothing: '' } })).location).toBe('/sign-in')
  expect((await call({ path: '/trust', cookie: theo.cookie })).status).toBe(303)
})

test('a visit ends with the passkey that it began with, with its person, and after half an hour', async () => {
  const { cookie } = await signIn('tomas')
  expect((await call({ path: '/trust', cookie })).status).toBe(200)
  made.apply({ action: 'revoke-credential', credentialId: keyOf('tomas').credential.id }, ['tilda'])
  expect((await call({ path: '/trust', cookie })).text).toContain('This passkey was revoked')
  const amara = await signIn('amara')
  const left = { id: 'amara', name: 'Amara Okafor', groups: ['information-security'], active: false }
  made.apply({ action: 'restrict-person', person: left }, ['tilda'])
  expect((await call({ path: '/trust', cookie: amara.cookie })).text).toContain('no longer active')
  const theo = await signIn('theo')
  later(30)
  expect((await call({ path: '/trust', cookie: theo.cookie })).status).toBe(303)
})

test('too many sign-ins in a minute are refused with words', async () => {
  let last = await call({ path: '/sign-in' })
  for (let asked = 0; asked < 300 && last.status === 200; asked += 1) last = await call({ path: '/sign-in' })
  expect(last.status).toBe(429)
  later(1)
  expect((await call({ path: '/sign-in' })).status).toBe(200)
})

async function enrol(person: string, key: ReturnType<typeof softwarePasskey>, changes: RegistrationChanges = {}) {
  const { form, challenge } = ceremonyOf(await call({ path: '/enrol', form: { person, label: 'Second key' } }))
  const answer = canonicalJson(softwareRegistration(key.credential, challenge, ORIGIN, changes))
  return call({ path: '/enrol/confirm', form: { form, answer } })
}

test('an enrolment waits for two trustees, says whether the passkey is synced, and its code is that of the key', async () => {
  const key = softwarePasskey('amara', { synced: true })
  const { status, text } = await enrol('amara', key)
  expect(status).toBe(200)
  const code = /code <b>([0-9a-f ]{19})<\/b>/.exec(text)?.[1] ?? ''
  const { cookie } = await signIn('tilda')
  const trust = await call({ path: '/trust', cookie })
  expect(trust.text).toContain('amara gets the passkey “Second key” (ES256, synced between devices).')
  const path = /href="(\/trust\/changes\/[0-9a-f]{64})"/.exec(trust.text)?.[1] ?? ''
  const wrong = await call({ path: `${path}/code`, cookie, form: { code: '0000 0000 0000 0000' } })
  expect(wrong.text).toContain('somebody may have swapped the passkey')
  const right = await call({ path: `${path}/code`, cookie, form: { code } })
  const { form, challenge } = ceremonyOf(right)
  const one = await call({ path: `${path}/confirm`, cookie, form: { form, answer: answerOf('tilda', challenge) } })
  expect(one.text).toContain('You agreed')
  expect(made.authority.ledger.state.credentials.has(key.credential.id)).toBe(false)
  const again = await call({ path: `${path}/code`, cookie, form: { code } })
  const twice = ceremonyOf(again)
  const more = { form: twice.form, answer: answerOf('tilda', twice.challenge) }
  expect((await call({ path: `${path}/confirm`, cookie, form: more })).text).toContain('One trustee counts once')
})

test.each<[string, RegistrationChanges, string]>([
  ['made on the portal', { origin: 'https://portal.contoso.com' }, 'was used on'],
  ['for the parent domain', { rpId: 'contoso.com' }, 'Unexpected RP ID hash'],
  ['from a sign-in', { type: 'webauthn.get' }, 'not for “webauthn.create”'],
  ['for another challenge', { challenge: new Uint8Array(32) }, 'another challenge'],
  ['without user verification', { flags: 0x41 }, 'User verification'],
])('an enrolment %s is refused', async (_name, changes, reason) => {
  const { status, text } = await enrol('amara', softwarePasskey('amara'), changes)
  expect(status).toBe(403)
  expect(text).toContain(reason)
})

test('a passkey of somebody else, or of a stranger, is not enrolled', async () => {
  expect((await enrol('amara', keyOf('tomas'))).text).toContain('enrolled already')
  const stranger = await call({ path: '/enrol', form: { person: 'nobody', label: 'Key' } })
  expect([stranger.status, stranger.text.includes('does not know you')]).toEqual([403, true])
})
