import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { openDb } from '#db/client.ts'
import { mailChoices } from '#db/schema/notifications.ts'
import { TestPortal } from '#server/testing/build-portal.ts'
import { startMailServer } from '#server/testing/mail-server.ts'
import { buildInput, buildSigner } from '#signer/testing/build-signer.ts'
import { smtpSender } from './smtp.ts'
import { workOutbox } from './work-outbox.ts'

const PORTAL = 'https://mim-gmsa.contoso.com'

/** One turn of the outbox in a process of its own. */
const WORKER = `
  import { openDb } from '#db/client.ts'
  import { smtpSender } from '#server/notifications/smtp.ts'
  import { workOutbox } from '#server/notifications/work-outbox.ts'
  const [database, url, now] = process.argv.slice(1)
  const sendMail = smtpSender({ url, from: 'portal@example.com', credentialsFile: null })
  await workOutbox({ db: openDb(database), clock: () => new Date(now), portalUrl: '${PORTAL}', sendMail, postWebhook: null })
`

test('kill -9 in the middle of sending: nothing is lost, and what went out comes again under the same id at most', async () => {
  const database = join(temporaryFolder(), 'portal.db')
  const signer = await buildSigner()
  const portal = new TestPortal(signer, openDb(database)).furnish()
  for (const personId of ['tomas', 'amara']) {
    const choice = { personId, address: `${personId}@example.com`, mode: 'immediately' as const }
    portal.services.db.insert(mailChoices).values(choice).run()
  }
  await portal.submitted(buildInput())

  // It dies when one mail is with the server, whose answer does not come, and the other is not sent yet.
  let worker: ChildProcess | null = null
  const kill = () => worker?.kill('SIGKILL')
  let began = 0
  const server = await startMailServer(
    {
      disabledCommands: ['STARTTLS', 'AUTH'],
      onMailFrom: (_address, _session, done) => {
        began += 1
        if (began !== 2 || worker?.killed) done()
      },
    },
    (_mail, acknowledge) => (worker?.killed ? acknowledge() : kill()),
  )
  const url = `smtp://127.0.0.1:${server.port}`
  const code = ['--input-type=module', '--eval', WORKER, database, url, signer.now.toISOString()]
  worker = spawn(process.execPath, code, { stdio: 'inherit', env: { ...process.env, VITEST: undefined } })
  const [, signal] = await once(worker, 'exit')
  expect(signal).toBe('SIGKILL')
  expect(server.received).toHaveLength(1)

  const turn = (now: Date) => {
    const sendMail = smtpSender({ url, from: 'portal@example.com', credentialsFile: null })
    const { db } = portal.services
    return workOutbox({ db, clock: () => now, portalUrl: PORTAL, sendMail, postWebhook: () => Promise.reject() })
  }
  await turn(signer.now)
  expect(server.received, 'while the lease runs nobody sends').toHaveLength(1)
  const later = new Date(signer.now.getTime() + 3_600_000)
  await turn(later)
  await turn(later)
  server.close()
  const ids = server.received.map(({ to, messageId }) => `${to} ${messageId}`)
  expect(ids).toHaveLength(3)
  expect(new Set(ids).size).toBe(2)
})
