/**
 * Which test calls which routers as every role: area to the first words of procedure paths. The test of an area is
 * `server/permissions/matrix-AREA.test.ts`; a router that no area names fails `completeness.test.ts`.
 */
export const MATRIX_AREAS: Readonly<Record<string, readonly string[]>> = {
  accounts: ['session', 'people', 'identities', 'roleMappings', 'apiTokens', 'settings', 'audit'],
  discovery: ['discovery'],
  notifications: ['notifications'],
  requests: ['home', 'signer', 'requests', 'review'],
}
