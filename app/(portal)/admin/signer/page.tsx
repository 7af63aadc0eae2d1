import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { Signer } from './_components/signer.tsx'

export const metadata: Metadata = { title: 'Signer' }

export default async function SignerPage() {
  await pageActor('/admin/signer')
  return <Signer />
}
