import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { SignInService } from './_components/sign-in-service.tsx'

export const metadata: Metadata = { title: 'Sign-in service' }

export default async function SignInServicePage() {
  await pageActor('/admin/sign-in')
  return <SignInService />
}
