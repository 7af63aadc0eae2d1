import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { Settings } from './_components/settings.tsx'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage() {
  await pageActor('/admin/settings')
  return <Settings />
}
