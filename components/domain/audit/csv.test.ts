import { describe, expect, it } from 'vitest'
import type { AuditEventView } from '#server/audit/views.ts'
import { auditCsv, auditJson, csvCell } from './csv.ts'

const event: AuditEventView = {
  seq: 12,
  at: '2026-11-23T13:47:31.208Z',
  kind: 'request.submitted',
  outcome: 'done',
  actor: { id: 'p1', name: 'Ines Keller' },
  object: { type: 'request', id: 'MG-0001' },
  address: '10.20.4.18',
  summary: 'Ines Keller submitted MG-0001.',
  details: { from: 'draft', to: 'submitted' },
  leaf: 'ab'.repeat(32),
}

describe('a CSV cell', () => {
  it.each(['=1+1', '+41 31 000', '-2', '@SUM(A1)', '\t=1+1', '\r=1', ' =1+1', '\u200b=1+1', '＝1+1', '\nplain'])(
    'is inert where a spreadsheet would run it: %j',
    (text) => {
      expect(csvCell(text)).toBe(`"'${text}"`)
    },
  )

  it.each(['MG-0001', 'a=b', '10.20.4.18', '', 'who @ where'])('stays as it is otherwise: %j', (text) => {
    expect(csvCell(text)).toBe(`"${text}"`)
  })

  it('cannot end early: quotes are doubled, line ends and commas stay inside', () => {
    expect(csvCell('say "hi",\r\nthen =1')).toBe('"say ""hi"",\r\nthen =1"')
  })
})

describe('the audit trail as a file', () => {
  it('has a head and one record an event, all of the same width', () => {
    const csv = auditCsv([event, { ...event, actor: null, object: null, address: null, details: {} }])
    const [head = '', first, second, rest] = csv.replace(/^\uFEFF/, '').split('\r\n')
    expect(head).toContain('"number","time (UTC)","outcome"')
    expect(first).toContain('"12","2026-11-23T13:47:31.208Z","done","request.submitted","p1","Ines Keller"')
    expect(first).toContain('"{""from"":""draft"",""to"":""submitted""}"')
    expect(second?.split('","')).toHaveLength(head.split('","').length)
    expect(rest).toBe('')
  })

  it('neutralises every column, also names and facts', () => {
    const hostile = { ...event, actor: { id: 'p1', name: '=HYPERLINK("http://x")' }, summary: '@here' }
    expect(auditCsv([hostile])).toContain(`"'=HYPERLINK(""http://x"")"`)
    expect(auditCsv([hostile])).toContain(`"'@here"`)
  })

  it('starts with the byte order mark', () => {
    expect(auditCsv([]).codePointAt(0)).toBe(0xfeff)
  })

  it('is the same data as JSON', () => {
    expect(JSON.parse(auditJson([event]))).toEqual([event])
  })
})
