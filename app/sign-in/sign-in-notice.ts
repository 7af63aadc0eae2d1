export interface SignInNotice {
  readonly kind: 'info' | 'error'
  readonly title: string
  readonly words: string
}

const ENDED: SignInNotice = {
  kind: 'info',
  title: 'Your session ended',
  words: 'Sessions end after 8 hours without a call and after 12 hours in any case. Saved drafts are kept.',
}
const LEFT: SignInNotice = { kind: 'info', title: 'You are signed out', words: 'This browser has no session any more.' }

/** What a refused attempt says; `code` comes from the server, null when it did not answer. */
export function refusalNotice(code: string | null | undefined): SignInNotice {
  switch (code) {
    case 'CredentialsSignin':
      return {
        kind: 'error',
        title: 'User name or passphrase is wrong',
        words: 'Or the account is disabled. An administrator can give you a new passphrase.',
      }
    case 'TOO_MANY':
      return {
        kind: 'error',
        title: 'Too many attempts',
        words: 'This account or this address waits up to 15 minutes. More attempts do not make it longer.',
      }
    case null:
    case undefined:
      return {
        kind: 'error',
        title: 'The portal does not answer',
        words: 'Nobody was signed in. Check the network, then try again.',
      }
    default:
      return {
        kind: 'error',
        title: 'The portal could not sign you in',
        words: 'Nobody was signed in. Try again; if it stays so, an administrator finds the cause in the log.',
      }
  }
}

/** What brought the person here, from the query of the page. */
export function signInNotice(reason: unknown, error: unknown): SignInNotice | null {
  if (typeof error === 'string' && error !== '') return refusalNotice(error)
  if (reason === 'ended') return ENDED
  return reason === 'left' ? LEFT : null
}
