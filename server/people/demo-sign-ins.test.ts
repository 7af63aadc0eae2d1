import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { passwords, people } from '#db/schema/people.ts'
import { buildServices } from '#server/testing/build-context.ts'
import { givenPerson } from '#server/testing/given-person.ts'
import { DEMO_PASSPHRASE } from './demo-people.ts'
import { demoSignIns } from './demo-sign-ins.ts'

it('names the demo people whose accounts are open, and nobody else', async () => {
  const services = buildServices()
  await givenPerson(services, 'ines-keller', 'requester')
  await givenPerson(services, 'somebody-real', 'administrator')
  const disabled = await givenPerson(services, 'petr-havel', 'requester')
  const reset = await givenPerson(services, 'felix-baum', 'administrator')
  services.db.update(people).set({ active: false }).where(eq(people.id, disabled.id)).run()
  services.db.update(passwords).set({ mustChange: true }).where(eq(passwords.personId, reset.id)).run()

  const { people: offered, passphrase } = demoSignIns(services.db)
  expect(offered.map(({ user }) => user)).toEqual(['ines-keller'])
  expect(passphrase).toBe(DEMO_PASSPHRASE)
})
