import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { mergeDiscovery } from '#core/discovery/merge.ts'
import { directoryFile, portalFile, syncFile } from '#core/discovery/testing.ts'
import { blankEnvironment } from '#core/environment/blank.ts'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { discoveryFiles } from '#db/schema/discovery.ts'
import { revisions } from '#db/schema/revisions.ts'
import type { Services } from '#server/context.ts'
import { createRequest } from '#server/requests/create-request.ts'
import { deleteDraft } from '#server/requests/delete-draft.ts'
import { readHistory } from '#server/requests/read-history.ts'
import { saveDraft } from '#server/requests/save-draft.ts'
import { buildServices } from '#server/testing/build-context.ts'
import { dump } from '#server/testing/dump.ts'
import { type GivenPerson, givenPerson } from '#server/testing/given-person.ts'
import { checkDrift } from './check-drift.ts'
import { importDiscovery } from './import-discovery.ts'
import { listDrifts, readDrift } from './read-drifts.ts'
import { readSources } from './read-sources.ts'

let services: Services
let ines: GivenPerson
let id: string

beforeEach(async () => {
  services = buildServices()
  ines = await givenPerson(services, 'ines', 'requester')
  id = createRequest(ines.context(), { title: 'Discovery' }).id
})

const files = [syncFile(), portalFile(), directoryFile()]
const texts = files.map(({ name, file }) => ({ name, text: JSON.stringify(file) }))
const save = (environment: unknown, version = 1) =>
  saveDraft(ines.context(), { id, version, environment, case: { title: 'T', ticket: '', acknowledgements: [] } })

describe('an import', () => {
  test('keeps the files, and the audit event names digests and hosts', () => {
    importDiscovery(ines.context(), { id, files: texts })
    const event = readHistory(ines.context(), { id }).find(({ kind }) => kind === 'discovery.imported')
    expect(event?.details).toEqual({
      revision: 1,
      files: files.map(({ sha256 }) => sha256).sort(),
      hosts: 'MIMPORTAL, MIMSYNC and the directory',
    })
  })

  test('shows which facts of the draft came from which file, and no longer those that somebody changed', () => {
    importDiscovery(ines.context(), { id, files: texts })
    const { environment } = mergeDiscovery(blankEnvironment(''), files)
    save(environment)
    const bySource = () =>
      new Map(readSources(ines.context(), { id }).files.map(({ host, paths }) => [host, paths] as const))
    const path = `/servers/${environment.servers.findIndex(({ name }) => name === 'MIMSYNC')}/site`
    expect(bySource().get('MIMSYNC')).toContain(path)
    expect(bySource().get('ADMIN01')).toContain('/forest/rootDomain')
    save({ ...environment, servers: environment.servers.map((server) => ({ ...server, site: 'Branch' })) }, 2)
    expect(bySource().get('MIMSYNC')).not.toContain(path)
  })

  test('of nothing that was saved says that nothing is from the files', () => {
    importDiscovery(ines.context(), { id, files: texts })
    expect(readSources(ines.context(), { id }).files.flatMap(({ paths }) => paths)).not.toContain('/forest/rootDomain')
  })

  test('with one bad file keeps none', () => {
    const before = dump(services.db)
    expect(() => importDiscovery(ines.context(), { id, files: [...texts, { name: 'bad.json', text: '{}' }] })).toThrow(
      /bad\.json was refused/,
    )
    expect(dump(services.db)).toEqual(before)
  })

  test('goes with the draft when that is deleted', () => {
    importDiscovery(ines.context(), { id, files: texts })
    deleteDraft(ines.context(), { id, version: 1 })
    expect(services.db.select().from(discoveryFiles).all()).toEqual([])
  })
})

describe('drift', () => {
  /** What only the signer makes of a draft in truth: a revision that enough people approved. */
  function approve() {
    save(buildEnvironment())
    const blob = 'a'.repeat(64)
    services.db.$client.exec(`INSERT OR IGNORE INTO blobs (sha256, bytes) VALUES ('${blob}', x'00')`)
    services.db
      .insert(revisions)
      .values({
        requestId: id,
        revision: 1,
        environment: JSON.stringify(buildEnvironment()),
        case: JSON.stringify({ title: 'T', ticket: '', acknowledgements: [] }),
        asOf: '2026-11-24',
        policy: '{}',
        planDigest: 'b'.repeat(64),
        statementSha256: blob,
        planSha256: blob,
        findings: '[]',
        outcome: 'approved',
        preparedAt: '2026-11-24T08:00:00.000Z',
        submittedAt: '2026-11-24T08:00:00.000Z',
      })
      .run()
  }

  test('is refused with words while nothing is approved', () => {
    expect(() => checkDrift(ines.context(), { id, files: texts })).toThrow(/no approved revision/)
    expect(listDrifts(ines.context(), { id })).toEqual({ reports: [], revision: null, mayCheck: true })
  })

  test('is kept with the request: who, when, what, and an audit event', () => {
    approve()
    const changed = syncFile(({ components }) => {
      for (const { service } of components)
        if (service) service.account = { state: 'found', value: 'CONTOSO\\svcOther' }
    })
    const { number } = checkDrift(ines.context(), { id, files: [{ name: 'x', text: JSON.stringify(changed.file) }] })
    const drift = readDrift(ines.context(), { id, number })
    expect(drift).toMatchObject({ revision: 1, by: { name: 'Name of ines' }, worst: 'blocks' })
    expect(drift.report.items).toContainEqual(expect.objectContaining({ path: '/components/0/oldAccount' }))
    expect(listDrifts(ines.context(), { id })).toMatchObject({ revision: 1, reports: [{ number, worst: 'blocks' }] })
    const event = readHistory(ines.context(), { id }).find(({ kind }) => kind === 'discovery.drift-checked')
    expect(event?.details).toMatchObject({ revision: 1, worst: 'blocks', files: [changed.sha256] })
  })

  test('report of another request is not there', async () => {
    approve()
    const { number } = checkDrift(ines.context(), { id, files: texts })
    const other = createRequest(ines.context(), { title: 'Other' }).id
    expect(() => readDrift(ines.context(), { id: other, number })).toThrow(/no drift report/)
    expect(services.db.select().from(revisions).where(eq(revisions.requestId, other)).all()).toEqual([])
  })
})
