import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { pageActor } from '#app/page-actor.ts'
import { AppError } from '#core/errors/app-error.ts'
import { requestId } from '#core/statement/schemas.ts'
import type { Actor } from '#server/context.ts'
import { readDraft } from '#server/requests/read-draft.ts'
import { readPreparation } from '#server/requests/read-preparation.ts'
import { services } from '#server/services.ts'
import { WizardLoader } from './_components/wizard-loader.tsx'

interface EditPageProps {
  readonly params: Promise<{ readonly id: string }>
}

export async function generateMetadata({ params }: EditPageProps): Promise<Metadata> {
  return { title: `Edit ${(await params).id}` }
}

export default async function EditPage({ params }: EditPageProps) {
  const { id } = await params
  const actor = await pageActor('/requests/[id]/edit')
  if (!requestId.safeParse(id).success) notFound()
  const { view, preparation } = draftOf(id, actor)
  return <WizardLoader view={view} preparation={preparation} personId={actor.id} />
}

function draftOf(id: string, actor: Actor) {
  const context = { ...services(), actor, address: null }
  try {
    return { view: readDraft(context, { id }), preparation: readPreparation(context, { id }) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // There is such a request, but nothing to edit: its own page says why.
    if (error.code === 'CONFLICT') redirect(`/requests/${id}`)
    notFound()
  }
}
