import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { FilesTab } from '#components/domain/request/files/files-tab.tsx'

export const metadata: Metadata = { title: 'Files' }

export default async function RequestFilesPage() {
  await pageActor('/requests/[id]/files')
  return <FilesTab />
}
