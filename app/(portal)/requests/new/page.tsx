import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { NewRequest } from './_components/new-request.tsx'

export const metadata: Metadata = { title: 'New request' }

export default async function NewRequestPage() {
  await pageActor('/requests/new')
  return <NewRequest />
}
