import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { People } from './_components/people.tsx'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage() {
  const { id } = await pageActor('/admin/people')
  return <People me={id} />
}
