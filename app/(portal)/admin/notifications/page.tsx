import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { Notifications } from './_components/notifications.tsx'

export const metadata: Metadata = { title: 'Notifications' }

export default async function NotificationsPage() {
  await pageActor('/admin/notifications')
  return <Notifications />
}
