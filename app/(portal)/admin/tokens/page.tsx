import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { ApiTokens } from './_components/api-tokens.tsx'

export const metadata: Metadata = { title: 'API tokens' }

export default async function ApiTokensPage() {
  await pageActor('/admin/tokens')
  return <ApiTokens />
}
