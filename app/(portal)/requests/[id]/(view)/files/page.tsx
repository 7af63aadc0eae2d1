import type { Metadata } from 'next'
import { FilesTab } from '#components/domain/request/files/files-tab.tsx'

export const metadata: Metadata = { title: 'Files' }

export default function RequestFilesPage() {
  return <FilesTab />
}
