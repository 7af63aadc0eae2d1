import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { 'server-only': fileURLToPath(new URL('./tools/empty-module.ts', import.meta.url)) } },
  test: {
    include: ['{core,crypto,signer,db,server,components,app,cli,tools,bench}/**/*.test.{ts,tsx}'],
    environment: 'node',
    testTimeout: 20_000,
    // Without this a machine with two cores uses one.
    maxWorkers: '100%',
  },
})
