import type { DemoPorts } from './demo-settings.ts'

/** Ports of the end-to-end tests: beside those of a demo that may be running. `control` stops and starts the signer. */
export const E2E_PORTS: DemoPorts & { readonly control: number } = { web: 3100, signer: 3101, api: 3102, control: 3103 }
