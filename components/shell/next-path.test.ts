import { describe, expect, it } from 'vitest'
import { pageWords, safeNextPath, signInAddress } from './next-path.ts'

describe('safeNextPath', () => {
  it.each(['/requests/MG-0001/plan', '/audit?actor=x&before=9', '/requests/MG-0001/edit?section=forest#gmsa'])(
    'keeps the own path %s',
    (path) => expect(safeNextPath(path)).toBe(path),
  )

  it.each([
    null,
    '',
    'https://evil.example/',
    '//evil.example/requests',
    '/\\evil.example',
    '/\t/evil.example',
    '/..//evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    'requests',
    '/sign-in?next=/audit',
    '/api/auth/signout',
  ])('sends %j home', (path) => expect(safeNextPath(path)).toBe('/'))
})

describe('signInAddress', () => {
  it('carries path and query of the page as one value', () => {
    expect(signInAddress('/audit?actor=a&b=c', 'ended')).toBe('/sign-in?next=%2Faudit%3Factor%3Da%26b%3Dc&reason=ended')
  })

  it('says nothing about home', () => expect(signInAddress('/')).toBe('/sign-in'))
})

describe('pageWords', () => {
  it('names request and tab', () => {
    expect(pageWords('/requests/MG-0042/plan?revision=3')).toBe('MG-0042, plan')
    expect(pageWords('/requests/MG-0042')).toBe('MG-0042')
  })

  it('repeats nothing that is not a known page', () => {
    expect(pageWords('/requests/<b>x</b>')).toBe('the list of requests')
    expect(pageWords('/nowhere')).toBeNull()
  })
})
