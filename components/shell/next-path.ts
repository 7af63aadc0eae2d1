const HERE = 'http://portal.invalid'

/** The page to open after sign-in. Only a path of this origin is kept: anything else, or the sign-in page itself, is home. */
export function safeNextPath(given: string | null | undefined): string {
  if (!given?.startsWith('/') || !URL.canParse(given, HERE)) return '/'
  const url = new URL(given, HERE)
  // A path that begins with two slashes or a backslash is another host to a browser.
  if (url.origin !== HERE || url.pathname.startsWith('//')) return '/'
  if (url.pathname === '/sign-in' || url.pathname.startsWith('/api/')) return '/'
  return `${url.pathname}${url.search}${url.hash}`
}

/** Address of the sign-in page that comes back to `path`. */
export function signInAddress(path: string, reason?: 'ended'): string {
  const next = safeNextPath(path)
  const query = new URLSearchParams()
  if (next !== '/') query.set('next', next)
  if (reason) query.set('reason', reason)
  const text = query.toString()
  return text ? `/sign-in?${text}` : '/sign-in'
}

/** What stands behind a path, in words for the sign-in page; null for home. */
export function pageWords(path: string): string | null {
  const [first, second, third] = path.split(/[?#]/)[0]?.split('/').filter(Boolean) ?? []
  if (first === 'requests' && second === 'new') return 'a new request'
  if (first === 'requests' && second && /^MG-\d+$/.test(second))
    return third && /^[a-z]+$/.test(third) ? `${second}, ${third}` : second
  if (first === 'requests') return 'the list of requests'
  if (first === 'audit') return 'the audit trail'
  if (first === 'admin') return 'administration'
  if (first === 'account') return 'your account'
  return null
}
