import { describe, expect, it } from 'vitest'
import {
  type AuditQuery,
  isFiltered,
  parseAuditQuery,
  toAuditInput,
  withoutFilters,
  writeAuditQuery,
} from './audit-query.ts'
import { dayStart } from './day-start.ts'

const fromAddress = (address: string): AuditQuery => {
  const params = new URLSearchParams(address)
  return parseAuditQuery((name) => params.get(name))
}
const plain = fromAddress('')

describe('the state of the audit page in its address', () => {
  it('survives being written and read again', () => {
    const query: AuditQuery = {
      search: 'Keller & “x”',
      kind: 'request.submitted',
      actorId: 'p-1',
      object: 'request:MG-0001',
      outcome: 'refused',
      from: '2026-11-19',
      to: '2026-11-23',
      before: 120,
      event: 118,
    }
    expect(fromAddress(writeAuditQuery(query))).toEqual(query)
    expect(writeAuditQuery(plain)).toBe('')
  })

  it.each([
    ['kind=Robert%27)', 'kind'],
    ['actor=', 'actorId'],
    ['object=MG-0001', 'object'],
    ['object=house:1', 'object'],
    ['outcome=perhaps', 'outcome'],
    ['from=yesterday', 'from'],
    ['to=2026-02-30', 'to'],
    ['before=-1', 'before'],
    ['before=', 'before'],
    ['event=x', 'event'],
  ] as const)('drops what it does not know: %s', (address, part) => {
    expect(fromAddress(address)[part]).toBeNull()
  })

  it('counts what hides events as filters, and clears exactly that', () => {
    expect(isFiltered(fromAddress('before=10&event=9'))).toBe(false)
    for (const address of [
      'q=a',
      'kind=person.created',
      'actor=p',
      'object=person:p',
      'outcome=done',
      'from=2026-01-01',
      'to=2026-01-01',
    ]) {
      expect(isFiltered(fromAddress(address))).toBe(true)
      expect(withoutFilters(fromAddress(address))).toEqual(plain)
    }
  })
})

describe('what the server is asked', () => {
  it('holds both days whole, by the clock of the reader', () => {
    expect(toAuditInput(fromAddress('from=2026-11-19&to=2026-11-23'), 'Europe/Zurich')).toEqual({
      limit: 50,
      from: '2026-11-18T23:00:00.000Z',
      to: '2026-11-23T23:00:00.000Z',
    })
  })

  it('names the object by type and id', () => {
    expect(toAuditInput(fromAddress('object=request:MG-0001'), 'UTC')).toEqual({
      limit: 50,
      objectType: 'request',
      objectId: 'MG-0001',
    })
  })
})

describe('the start of a day', () => {
  it.each([
    ['2026-03-29', 0, 'Europe/Zurich', '2026-03-28T23:00:00.000Z'],
    ['2026-03-29', 1, 'Europe/Zurich', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', 0, 'Europe/Zurich', '2026-10-24T22:00:00.000Z'],
    ['2026-10-25', 1, 'Europe/Zurich', '2026-10-25T23:00:00.000Z'],
    ['2026-11-01', 0, 'America/New_York', '2026-11-01T04:00:00.000Z'],
    ['2026-11-01', 1, 'America/New_York', '2026-11-02T05:00:00.000Z'],
    ['2026-06-01', 0, 'Pacific/Kiritimati', '2026-05-31T10:00:00.000Z'],
    ['2026-06-01', 0, 'Asia/Kolkata', '2026-05-31T18:30:00.000Z'],
    ['2026-12-31', 1, 'UTC', '2027-01-01T00:00:00.000Z'],
  ])('is right across changes of clocks: %s + %i in %s', (day, plus, zone, expected) => {
    expect(dayStart(day, plus, zone)).toBe(expected)
  })
})
