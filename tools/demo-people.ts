// The sign-in page of a demo shows the same people, so the list is where the server may see it.
export { DEMO_PASSPHRASE, DEMO_PEOPLE, DEMO_POLICY, DEMO_UPDATE_POLICY, demoPart } from '#server/people/demo-people.ts'
