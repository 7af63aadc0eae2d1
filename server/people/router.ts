import { router, signedIn } from '#server/trpc/procedures.ts'
import { createPerson } from './create-person.ts'
import { createPersonInput, personInput, setActiveInput, setRolesInput } from './inputs.ts'
import { listPeople } from './list-people.ts'
import { resetPassword } from './reset-password.ts'
import { setActive } from './set-active.ts'
import { setRoles } from './set-roles.ts'

export const peopleRouter = router({
  list: signedIn.query(({ ctx }) => listPeople(ctx)),
  create: signedIn.input(createPersonInput).mutation(({ ctx, input }) => createPerson(ctx, input)),
  resetPassword: signedIn.input(personInput).mutation(({ ctx, input }) => resetPassword(ctx, input)),
  setActive: signedIn.input(setActiveInput).mutation(({ ctx, input }) => setActive(ctx, input)),
  setRoles: signedIn.input(setRolesInput).mutation(({ ctx, input }) => setRoles(ctx, input)),
})
