import { describe, expect, it } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { type Desk, deskReducer, initialDesk } from './desk.ts'
import type { Change, Draft } from './draft.ts'
import { draftSchema } from './draft-schema.ts'

const draft: Draft = { environment: buildEnvironment(), case: { title: 'T', ticket: '', acknowledgements: [] } }
const type = (desk: Desk, path: string, text: string): Desk =>
  deskReducer(desk, { type: 'typed', root: 'environment', path, text, label: path, at: 0 })
const change = (desk: Desk, change: Change): Desk =>
  deskReducer(desk, { type: 'change', changes: [change], label: 'x', at: 0 })
const environment = (desk: Desk) => desk.state.draft.environment

describe('the desk', () => {
  it('keeps what the schema can not hold beside the draft, which stays valid', () => {
    let desk = type(initialDesk(draft), '/schedule/soakDays', '3x')
    expect(environment(desk).schedule.soakDays).toBe(35)
    expect(desk.unfinished.get('environment:/schedule/soakDays')).toBe('3x')
    expect(draftSchema.safeParse(desk.state.draft).success).toBe(true)
    desk = type(desk, '/schedule/soakDays', '30')
    expect(environment(desk).schedule.soakDays).toBe(30)
    expect(desk.unfinished.size).toBe(0)
  })

  it('takes a text that is too long back to the person instead of cutting it', () => {
    const desk = type(initialDesk(draft), '/name', 'x'.repeat(81))
    expect(environment(desk).name).toBe('Contoso lab')
    expect(desk.unfinished.get('environment:/name')).toHaveLength(81)
  })

  it('makes a window once both of its times are there', () => {
    let desk = type(initialDesk(draft), '/schedule/windows/software/notBefore', '2026-12-01T08:00:00+01:00')
    expect(environment(desk).schedule.windows.software).toBeNull()
    desk = type(desk, '/schedule/windows/software/notAfter', '+01:00')
    expect(environment(desk).schedule.windows.software).toBeNull()
    desk = type(desk, '/schedule/windows/software/notAfter', '2026-12-01T12:00:00+01:00')
    expect(environment(desk).schedule.windows.software).toEqual({
      notBefore: '2026-12-01T08:00:00+01:00',
      notAfter: '2026-12-01T12:00:00+01:00',
    })
    expect(desk.unfinished.size).toBe(0)
  })

  it('makes the first root key, and adds a second one, once all their fields are there', () => {
    const key = (desk: Desk, index: number) =>
      Object.entries({
        keyId: '5b1d4f0e-8a52-4c1e-9d3b-6f7a2c90e415',
        creationTime: '2026-01-01T08:00:00Z',
        effectiveTime: '2026-01-01T18:00:00Z',
      }).reduce((now, [field, text]) => type(now, `/forest/kdsRootKeys/keys/${index}/${field}`, text), desk)
    const one = key(initialDesk(draft), 0)
    expect(environment(one).forest.kdsRootKeys.status).toBe('found')
    const two = key(one, 1)
    expect(two.state.draft.environment.forest.kdsRootKeys).toMatchObject({ keys: [{}, {}] })
    expect(draftSchema.safeParse(two.state.draft).success).toBe(true)
  })

  it('makes a fact known by its value, and one step of undo of its digits', () => {
    let desk = initialDesk(draft)
    desk = change(desk, { type: 'set', path: '/forest/schemaVersion', value: { status: 'unknown' } })
    for (const text of ['', '8', '88']) desk = type(desk, '/forest/schemaVersion/value', text)
    expect(environment(desk).forest.schemaVersion).toEqual({ status: 'found', value: 88 })
    expect(environment(deskReducer(desk, { type: 'undo' })).forest.schemaVersion).toEqual({ status: 'unknown' })
  })

  it('lets unfinished text follow its list entry, and go with it', () => {
    const half = type(initialDesk(draft), '/components/2/managedAccount/passwordIntervalDays', '3x')
    const before = change(half, { type: 'remove', path: '/components/0' })
    expect([...before.unfinished.keys()]).toEqual(['environment:/components/1/managedAccount/passwordIntervalDays'])
    expect(change(half, { type: 'remove', path: '/components/2' }).unfinished.size).toBe(0)
    const beside = change(half, { type: 'remove', path: '/aliases/0' })
    expect(beside.unfinished).toEqual(half.unfinished)
  })

  it('makes one step of undo of a name and of the DNS name that follows it', () => {
    let desk = initialDesk(draft)
    for (const text of ['a', 'ab', 'abc']) desk = type(desk, '/components/0/managedAccount/name', text)
    expect(environment(desk).components[0]?.managedAccount).toMatchObject({
      name: 'abc',
      dnsHostName: 'abc.contoso.com',
    })
    expect(environment(deskReducer(desk, { type: 'undo' }))).toEqual(draft.environment)
  })

  it('leaves a DNS name alone that a person chose', () => {
    let desk = type(initialDesk(draft), '/components/0/managedAccount/dnsHostName', 'own.contoso.com')
    desk = type(desk, '/components/0/managedAccount/name', 'abc')
    expect(environment(desk).components[0]?.managedAccount.dnsHostName).toBe('own.contoso.com')
  })
})
