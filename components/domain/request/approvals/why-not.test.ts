import { describe, expect, test } from 'vitest'
import type { RequestRights, RequestView } from '#server/requests/views.ts'
import { whyNot } from './why-not.ts'

const ABSENT = { state: 'absent' } as const
const rights: RequestRights = {
  edit: ABSENT,
  submit: ABSENT,
  withdraw: ABSENT,
  decide: ABSENT,
  requestChanges: ABSENT,
  download: ABSENT,
  recall: ABSENT,
  deleteDraft: ABSENT,
  clone: ABSENT,
  enterSecret: ABSENT,
  eraseSecrets: ABSENT,
}
const view = (changes: Partial<RequestView>, own: Partial<RequestRights> = {}) =>
  ({ state: 'submitted', generated: {}, rights: { ...rights, ...own }, ...changes }) as RequestView

describe('whyNot', () => {
  test('is silent for who may decide now', () => {
    expect(whyNot(view({}, { decide: { state: 'allowed' } }), false)).toBeNull()
  })

  test('says the reason of the server where there is one', () => {
    const decide = { state: 'blocked', reason: 'You wrote this.' } as const
    expect(whyNot(view({}, { decide }), false)).toBe('You wrote this.')
  })

  test('lets nobody decide on an older revision, whatever their right on the latest', () => {
    expect(whyNot(view({}, { decide: { state: 'allowed' } }), true)).toContain('older revision')
  })

  test('gives everybody else one true sentence', () => {
    expect(whyNot(view({ state: 'draft', generated: null }), false)).toContain('until the request is submitted')
    expect(whyNot(view({}, { withdraw: { state: 'allowed' } }), false)).toContain('You made this request')
    expect(whyNot(view({ state: 'signed' }), false)).toContain('the request is signed')
    expect(whyNot(view({}), false)).toContain('none of the groups')
  })
})
