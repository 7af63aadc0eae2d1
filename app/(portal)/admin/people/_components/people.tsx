'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { PageHead, Section, Sheet } from '#components/ui/sheet.tsx'
import type { PersonView } from '#server/people/views.ts'
import { InviteDialog } from './invite-dialog.tsx'
import { PeopleTable } from './people-table.tsx'
import { ResetDialog } from './reset-dialog.tsx'
import { RolesDialog } from './roles-dialog.tsx'

/** Which question stands in front of the list. */
export type Question =
  | { readonly ask: 'invite' }
  | { readonly ask: 'roles'; readonly person: PersonView }
  | { readonly ask: 'reset'; readonly person: PersonView }

export function People({ me }: { readonly me: string }) {
  const trpc = useTRPC()
  const people = useQuery(trpc.people.list.queryOptions())
  const [question, setQuestion] = useState<Question | null>(null)
  const close = () => setQuestion(null)
  return (
    <>
      <PageHead
        title="People"
        lead="Who may sign in, and in which roles. Approver groups are not given here: they stand in the journal of the signer."
        actions={
          <Button variant="main" icon="plus" onClick={() => setQuestion({ ask: 'invite' })}>
            Add a person…
          </Button>
        }
      />
      <Sheet>
        <Section title="Accounts" end={people.data ? countWords(people.data) : undefined}>
          {people.isError && !people.data ? (
            <QueryError
              title="The accounts cannot be shown."
              error={people.error}
              onRetry={() => people.refetch()}
              busy={people.isFetching}
            />
          ) : (
            <PeopleTable me={me} people={people.data} onAsk={setQuestion} />
          )}
        </Section>
      </Sheet>
      <InviteDialog open={question?.ask === 'invite'} onClose={close} />
      {question?.ask === 'roles' ? <RolesDialog person={question.person} onClose={close} /> : null}
      {question?.ask === 'reset' ? <ResetDialog person={question.person} onClose={close} /> : null}
    </>
  )
}

function countWords(people: readonly PersonView[]): string {
  const disabled = people.filter(({ active }) => !active).length
  const all = `${people.length} ${people.length === 1 ? 'account' : 'accounts'}`
  return disabled === 0 ? all : `${all}, ${disabled} disabled`
}
