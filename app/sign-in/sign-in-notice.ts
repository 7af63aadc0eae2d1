export interface SignInNotice {
  readonly kind: 'info' | 'error'
  readonly title: string
  readonly words: string
}

const ENDED: SignInNotice = {
  kind: 'info',
  title: 'Your session ended',
  words: 'Sessions end after a while without a call, and after some hours in any case. Saved drafts are kept.',
}
/** Refusals that come with the answer of the sign-in service, by their code in the address. */
const FROM_SERVICE: Readonly<Record<string, Pick<SignInNotice, 'title' | 'words'>>> = {
  OAuthSignin: {
    title: 'The sign-in service does not answer',
    words:
      'Nobody was signed in. Try again in a minute. An administrator with a local account can still sign in below.',
  },
  OAuthCallback: {
    title: 'The answer of the sign-in service was refused',
    words: 'It did not belong to a sign-in that this browser began, or it came too late. Start again from here.',
  },
  'no-role': {
    title: 'You have no role in this portal',
    words:
      'The sign-in service knows you, but none of your groups gives a role here. Ask for a group, then sign in again.',
  },
  'not-linked': {
    title: 'Your account waits for an administrator',
    words: 'An administrator must say first which person of this portal you are: Administration, then Sign-in service.',
  },
  disabled: {
    title: 'Your account is disabled',
    words: 'An administrator of this portal disabled it. Nobody was signed in.',
  },
  'groups-overage': {
    title: 'You are in too many groups for the sign-in service to list',
    words:
      'Entra ID leaves the list out above 200 groups. Its administrator must send only groups that are assigned to this application.',
  },
  'groups-unreadable': {
    title: 'Your groups can not be read',
    words:
      'The sign-in service sent something else than a list of group names. An administrator must correct the claim.',
  },
}
const LEFT: SignInNotice = { kind: 'info', title: 'You are signed out', words: 'This browser has no session any more.' }

/** What a refused attempt says; `code` comes from the server, null when it did not answer. */
export function refusalNotice(code: string | null | undefined): SignInNotice {
  const fromService = code && Object.hasOwn(FROM_SERVICE, code) ? FROM_SERVICE[code] : undefined
  if (fromService) return { kind: 'error', ...fromService }
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
