import { expect, test } from 'vitest'
import { signingCost } from './signing.ts'

test('signing is mostly RSA also for few servers (bench: 1.3 for 1,000), and each script of the release is signed once', async () => {
  await signingCost(10) // the engine compiles
  const { servers, signatures, scripts, signingMs, rawMs } = await signingCost(40)
  expect(signingMs / rawMs).toBeLessThan(3)
  expect(signatures).toBeLessThan(2 * servers + 60)
  expect(scripts).toBeGreaterThan(20 * servers)
}, 60_000)
