import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { createPerson } from '#server/people/create-person.ts'
import { resetPassword } from '#server/people/reset-password.ts'
import { givenPerson } from '#server/testing/given-person.ts'
import { PORTAL_URL, runPortal } from '#server/testing/running-portal.ts'
import { handleTrpc } from '#server/trpc/handle-trpc.ts'
import { signIn } from './sign-in.ts'

test('no passphrase that was typed or made stands in the database, its log files or the log', async () => {
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  const portal = runPortal({ MIM_GMSA_LOG_LEVEL: 'debug' })
  const { services } = portal
  const felix = await givenPerson(services, 'felix-baum', 'administrator')
  const made = await createPerson(felix.context(), { user: 'ines-keller', name: 'Ines Keller', roles: ['requester'] })
  const attempt = { user: 'ines-keller', address: null, previous: null }
  const typed = `canary ${randomBytes(12).toString('hex')}`
  const wrong = `wrong ${randomBytes(12).toString('hex')}`
  await signIn(services, { ...attempt, passphrase: wrong }).catch(() => {})
  await signIn(services, { ...attempt, user: wrong, passphrase: typed }).catch(() => {})
  const cookie = await portal.cookie(await signIn(services, { ...attempt, passphrase: made.passphrase }))
  const change = (body: unknown) =>
    handleTrpc(
      new Request(`${PORTAL_URL}/api/trpc/session.changePassword`, {
        method: 'POST',
        headers: { cookie, origin: PORTAL_URL, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    )
  const answers = [
    await change({ current: wrong, next: typed }),
    await change({ current: made.passphrase, next: typed }),
    await change({ current: typed, next: wrong, extra: wrong }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([400, 200, 400])
  services.db.$client.exec('ALTER TABLE passwords RENAME TO away')
  answers.push(await change({ current: typed, next: wrong }))
  services.db.$client.exec('ALTER TABLE away RENAME TO passwords')
  const reset = await resetPassword(felix.context(), { personId: made.personId })

  const files = readdirSync(portal.folder).filter((name) => name.startsWith('portal.db'))
  expect(files).toContain('portal.db-wal')
  const stored = files.map((name) => readFileSync(join(portal.folder, name), 'latin1')).join('\n')
  const said = (await Promise.all(answers.map((one) => one.text()))).join('\n')
  expect(stored).toContain('argon2id')
  expect(written.join('\n')).toContain('unforeseen error')
  for (const canary of [typed, wrong, made.passphrase, reset.passphrase]) {
    expect(stored).not.toContain(canary)
    expect(written.join('\n')).not.toContain(canary)
    expect(said).not.toContain(canary)
  }
})
