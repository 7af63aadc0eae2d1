import type { Actor } from '#server/context.ts'
import { type Action, isAllowed, RELATIONS } from './permissions.ts'

interface PageRule {
  /** The row of the table of permissions that opens it for some object; a page of one object is judged by its use-case as well. */
  readonly needs: Action
  /** Not there in production. */
  readonly demoOnly?: true
}

/** Every page that needs a session, by its address in `app/`. A page without a row does not open and fails the tests. */
export const PAGES = {
  '/': { needs: 'home.view' },
  '/account': { needs: 'session.me' },
  '/audit': { needs: 'audit.list' },
  '/design': { needs: 'home.view', demoOnly: true },
  '/admin/people': { needs: 'people.list' },
  '/admin/notifications': { needs: 'notifications.overview' },
  '/admin/settings': { needs: 'settings.view' },
  '/admin/sign-in': { needs: 'identities.list' },
  '/admin/signer': { needs: 'signer.state' },
  '/admin/tokens': { needs: 'apiTokens.list' },
  '/discovery': { needs: 'discovery.script' },
  '/requests': { needs: 'requests.list' },
  '/requests/new': { needs: 'requests.create' },
  '/requests/[id]': { needs: 'requests.view' },
  '/requests/[id]/approvals': { needs: 'requests.view' },
  '/requests/[id]/changes': { needs: 'requests.view' },
  '/requests/[id]/discovery': { needs: 'discovery.sources' },
  '/requests/[id]/files': { needs: 'requests.files' },
  '/requests/[id]/findings': { needs: 'requests.view' },
  '/requests/[id]/history': { needs: 'requests.history' },
  '/requests/[id]/plan': { needs: 'requests.view' },
  '/requests/[id]/edit': { needs: 'requests.draft' },
} as const satisfies Record<string, PageRule>

export type PagePath = keyof typeof PAGES

export function mayOpenPage(actor: Actor, path: PagePath, mode: 'demo' | 'production'): boolean {
  const rule: PageRule = PAGES[path]
  if (rule.demoOnly && mode !== 'demo') return false
  return RELATIONS.some((relation) => isAllowed(actor, rule.needs, relation))
}

/** Pages that a stranger may open. */
export const PUBLIC_PAGES: readonly string[] = ['/sign-in']

interface RouteRule {
  readonly methods: readonly ('GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE')[]
  /**
   * `session`, `token`: the handler asks for it, and its use-case for the permission. `public`: says nothing about people or
   * requests.
   */
  readonly access: 'public' | 'session' | 'token'
}

/** Every route handler of `app/api`, with what it answers to. */
export const ROUTES: Readonly<Record<string, RouteRule>> = {
  '/api/auth/[...nextauth]': { methods: ['GET', 'POST'], access: 'public' },
  '/api/discovery/script': { methods: ['GET'], access: 'session' },
  '/api/health': { methods: ['GET'], access: 'public' },
  '/api/recall-list': { methods: ['GET'], access: 'session' },
  '/api/requests/[id]/bundles': { methods: ['GET'], access: 'session' },
  '/api/requests/[id]/bundles/[target]': { methods: ['GET'], access: 'session' },
  '/api/trpc/[trpc]': { methods: ['GET', 'POST'], access: 'session' },
  '/api/v1/[...path]': { methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], access: 'token' },
}
