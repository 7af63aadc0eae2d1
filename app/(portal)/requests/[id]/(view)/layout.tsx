import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { RequestProvider } from '#components/domain/request/data/request-provider.tsx'
import { RequestFrame } from '#components/domain/request/frame/request-frame.tsx'
import { readRequest } from './_components/read-request.ts'

interface LayoutProps {
  readonly params: Promise<{ id: string }>
  readonly children: ReactNode
}

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const { view } = await readRequest((await params).id)
  const title = `${view.id} ${view.title || 'Untitled request'}`
  return { title: { default: title, template: `%s · ${title} · MIM gMSA portal` } }
}

export default async function RequestLayout({ params, children }: LayoutProps) {
  const { view, readAt } = await readRequest((await params).id)
  return (
    <RequestProvider initial={view} readAt={readAt}>
      <RequestFrame>{children}</RequestFrame>
    </RequestProvider>
  )
}
