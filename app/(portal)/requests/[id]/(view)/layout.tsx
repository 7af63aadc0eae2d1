import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { RequestProvider } from '#components/domain/request/data/request-provider.tsx'
import { RequestFrame } from '#components/domain/request/frame/request-frame.tsx'
import { readRequest } from './_components/read-request.ts'

interface LayoutProps {
  readonly params: Promise<{ id: string }>
  readonly children: ReactNode
}

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const read = await readRequest((await params).id)
  if (!read) return { title: 'There is nothing here' }
  const { view } = read
  const title = `${view.id} ${view.title || 'Untitled request'}`
  return { title: { default: title, template: `%s · ${title} · MIM gMSA portal` } }
}

export default async function RequestLayout({ params, children }: LayoutProps) {
  const read = await readRequest((await params).id)
  if (!read) notFound()
  return (
    <RequestProvider initial={read.view} readAt={read.readAt}>
      <RequestFrame>{children}</RequestFrame>
    </RequestProvider>
  )
}
