'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { PageHead, Section, Sheet } from '#components/ui/sheet.tsx'
import type { IdentityView } from '#server/identities/views.ts'
import type { RoleMapping } from '#server/role-mappings/role-mappings.ts'
import { IdentitiesTable } from './identities-table.tsx'
import { LinkDialog } from './link-dialog.tsx'
import { MappingDialog } from './mapping-dialog.tsx'
import { MappingsTable } from './mappings-table.tsx'

type Question =
  | { readonly ask: 'mapping'; readonly mapping: RoleMapping | null }
  | { readonly ask: 'link'; readonly identity: IdentityView }

/** Which groups give which roles, and which accounts of the service are which people. */
export function SignInService() {
  const trpc = useTRPC()
  const mappings = useQuery(trpc.roleMappings.list.queryOptions())
  const identities = useQuery(trpc.identities.list.queryOptions())
  const [question, setQuestion] = useState<Question | null>(null)
  const close = () => setQuestion(null)
  return (
    <>
      <PageHead
        title="Sign-in service"
        lead="People come from the sign-in service with their groups. A group that is not named here gives no role, and who has no role does not get in."
        actions={
          <Button variant="main" icon="plus" onClick={() => setQuestion({ ask: 'mapping', mapping: null })}>
            Map a group…
          </Button>
        }
      />
      <Sheet>
        <Section title="Groups and roles" end={count(mappings.data, 'group', 'groups')}>
          {mappings.isError && !mappings.data ? (
            <QueryError
              title="The groups cannot be shown."
              error={mappings.error}
              onRetry={() => mappings.refetch()}
              busy={mappings.isFetching}
            />
          ) : (
            <MappingsTable mappings={mappings.data} onChange={(mapping) => setQuestion({ ask: 'mapping', mapping })} />
          )}
        </Section>
        <Section title="Accounts of the service" end={count(identities.data, 'account', 'accounts')}>
          {identities.isError && !identities.data ? (
            <QueryError
              title="The accounts cannot be shown."
              error={identities.error}
              onRetry={() => identities.refetch()}
              busy={identities.isFetching}
            />
          ) : (
            <IdentitiesTable
              identities={identities.data}
              onLink={(identity) => setQuestion({ ask: 'link', identity })}
            />
          )}
        </Section>
      </Sheet>
      {question?.ask === 'mapping' ? <MappingDialog mapping={question.mapping} onClose={close} /> : null}
      {question?.ask === 'link' ? <LinkDialog identity={question.identity} onClose={close} /> : null}
    </>
  )
}

const count = (rows: readonly unknown[] | undefined, one: string, many: string) =>
  rows && `${rows.length} ${rows.length === 1 ? one : many}`
