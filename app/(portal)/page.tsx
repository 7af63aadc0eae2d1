import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { HomeView } from '#components/domain/home/home-view.tsx'

export const metadata: Metadata = { title: 'Home' }

export default async function HomePage() {
  const { roles } = await pageActor('/')
  return <HomeView roles={roles} />
}
