import { expect, test, vi } from 'vitest'
import packageJson from '#package.json' with { type: 'json' }
import { runPortal } from '#server/testing/running-portal.ts'
import { health } from './health.ts'

const { services } = runPortal()

test('says ok and the version while the database answers', async () => {
  const response = health()
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ status: 'ok', version: packageJson.version })
})

test('says 503 and no reason when it does not', async () => {
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  services.db.$client.exec('ALTER TABLE people RENAME TO away')
  const response = health()
  services.db.$client.exec('ALTER TABLE away RENAME TO people')
  stdout.mockRestore()
  expect(response.status).toBe(503)
  expect(await response.json()).toEqual({ status: 'unavailable' })
})
