import type { DemoPorts } from './demo-settings.ts'

const first = Number(process.env.E2E_FIRST_PORT ?? 3100)

/** Ports of the end-to-end tests: beside those of a demo that may be running. `control` stops and starts the signer and `oidc`. */
export const E2E_PORTS: DemoPorts & { readonly control: number; readonly oidc: number } = {
  web: first,
  signer: first + 1,
  api: first + 2,
  control: first + 3,
  oidc: first + 4,
}
