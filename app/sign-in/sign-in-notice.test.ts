import { describe, expect, it } from 'vitest'
import { refusalNotice, signInNotice } from './sign-in-notice.ts'

describe('signInNotice', () => {
  it('says why the person is here, and nothing to somebody who just came', () => {
    expect(signInNotice('ended', undefined)?.title).toBe('Your session ended')
    expect(signInNotice('left', undefined)?.title).toBe('You are signed out')
    expect(signInNotice(undefined, undefined)).toBeNull()
    expect(signInNotice(['ended', 'left'], '')).toBeNull()
  })

  it('never repeats what stood in the address', () => {
    const notice = signInNotice('<b>call 555</b>', 'Call 555 to unlock')
    expect(JSON.stringify(notice)).not.toContain('555')
  })
})

describe('refusalNotice', () => {
  it('does not tell an unknown account from a wrong passphrase', () => {
    expect(refusalNotice('CredentialsSignin').words).toContain('disabled')
    expect(refusalNotice('CredentialsSignin').title).toContain('or')
  })

  it.each(['OAuthSignin', 'OAuthCallback', 'no-role', 'not-linked', 'disabled', 'groups-overage', 'groups-unreadable'])(
    'has own words for %s of the sign-in service',
    (code) => {
      expect(refusalNotice(code).title).not.toBe(refusalNotice('INTERNAL').title)
    },
  )

  it('has own words for the limit and for silence', () => {
    const titles = ['TOO_MANY', null, 'INTERNAL', 'CredentialsSignin'].map((code) => refusalNotice(code).title)
    expect(new Set(titles).size).toBe(4)
  })
})
