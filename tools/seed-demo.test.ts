import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { passwords } from '#db/schema/people.ts'
import { requests } from '#db/schema/requests.ts'
import { listAudit } from '#server/audit/list-audit.ts'
import { isPassphrase } from '#server/auth/passphrase-hash.ts'
import { viewHome } from '#server/home/view-home.ts'
import { DEMO_PASSPHRASE, DEMO_PEOPLE } from './demo-people.ts'
import { DEMO_PORTS, demoSettings } from './demo-settings.ts'
import { DemoStage } from './demo-stage.ts'
import { playStory } from './demo-story.ts'

// Long after the windows of the samples: the story moves them.
const END = new Date('2027-06-16T09:00:00Z')
let stage: DemoStage
beforeAll(async () => {
  const folder = temporaryFolder()
  stage = new DemoStage({
    database: join(folder, 'portal.db'),
    signerDir: join(folder, 'signer'),
    portalUrl: 'http://localhost:3990',
    pagesUrl: 'http://localhost:3991',
  })
  await playStory(stage, END)
})
afterAll(() => stage.close())

test('one request in each state that this version reaches', () => {
  const states = new Set(
    stage.db
      .select({ state: requests.state })
      .from(requests)
      .all()
      .map(({ state }) => state),
  )
  expect([...states].toSorted()).toEqual([
    'approved',
    'changes requested',
    'draft',
    'rejected',
    'signed',
    'submitted',
    'withdrawn',
  ])
})

test('something waits for the requesters, the approvers and the operator; windows lie ahead', () => {
  const home = (user: string) => viewHome(stage.as(user))
  for (const user of ['ines-keller', 'petr-havel', 'tomas-lindqvist', 'amara-okafor', 'lukas-brandt']) {
    expect(home(user).waiting, user).not.toEqual([])
  }
  expect(home('petra-novak').upcoming.length).toBeGreaterThan(2)
})

test('everybody can sign in with the one passphrase', async () => {
  const hashes = stage.db.select().from(passwords).all()
  expect(hashes).toHaveLength(DEMO_PEOPLE.length)
  for (const { hash, mustChange } of hashes.slice(0, 1)) {
    expect([await isPassphrase(DEMO_PASSPHRASE, hash), mustChange]).toEqual([true, false])
  }
  expect(new Set(hashes.map(({ hash }) => hash)).size).toBe(1)
})

test('the log runs forward in time, and ends before now', () => {
  const { rows } = listAudit(stage.as('petra-novak'), { limit: 200 })
  const times = rows.map(({ at }) => at).toReversed()
  expect(times).toEqual(times.toSorted())
  expect(new Date(times.at(-1) ?? '').getTime()).toBeLessThan(END.getTime())
})

test('a folder that holds a database or a journal is refused and left as it is', () => {
  const env = demoSettings(temporaryFolder(), DEMO_PORTS)
  writeFileSync(join(env.MIM_GMSA_DATA_DIR ?? '', 'portal.db'), 'precious')
  const { status, stderr } = spawnSync(process.execPath, ['tools/seed-demo.ts'], { env, encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr).toMatch(/exists already.*demo:reset/)
})
