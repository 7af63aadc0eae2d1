import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { PageHead, Section, Sheet } from '#components/ui/sheet.tsx'
import { Actions } from './_components/actions.tsx'
import { Facts } from './_components/facts.tsx'
import { Forms } from './_components/forms.tsx'
import { States } from './_components/states.tsx'

export const metadata: Metadata = { title: 'Primitives' }

/** Every primitive in every state, for whoever builds a page. Not there in production. */
export default async function DesignPage() {
  await pageActor('/design')
  return (
    <>
      <PageHead title="Primitives" lead="What pages are made of. Made-up data; nothing here is stored." />
      <Sheet
        marginLabel="Facts and digests"
        margin={
          <Section title="Facts and digests">
            <Facts />
          </Section>
        }
      >
        <Section title="States and severities" end="shape, colour, word">
          <States />
        </Section>
        <Section title="Fields" end="label, hint, finding, remedy">
          <Forms />
        </Section>
        <Section title="Actions, messages, waiting">
          <Actions />
        </Section>
      </Sheet>
    </>
  )
}
