// What the end-to-end tests compare the running portal with: journeys may not import the server, tools may.
import { ROLES, type Role } from '#core/workflow/states.ts'
import { mayOpenPage, PAGES, type PagePath } from '#server/permissions/pages.ts'

/** Every page with the roles that may open it in a demo. */
export function pagesByRole(): readonly { readonly path: string; readonly roles: readonly Role[] }[] {
  const actor = { id: 'p', user: 'u', name: 'N', sessionId: null, mustChangePassword: false }
  return Object.keys(PAGES).map((path) => ({
    path,
    roles: ROLES.filter((role) => mayOpenPage({ ...actor, roles: [role] }, path as PagePath, 'demo')),
  }))
}
