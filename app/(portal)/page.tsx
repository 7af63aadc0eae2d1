import type { Metadata } from 'next'
import { HomeView } from '#components/domain/home/home-view.tsx'
import { currentActor } from '#server/auth/current-actor.ts'

export const metadata: Metadata = { title: 'Home' }

export default async function HomePage() {
  const actor = await currentActor()
  // Without a session the layout leads to the sign-in page.
  return actor && <HomeView roles={actor.roles} />
}
