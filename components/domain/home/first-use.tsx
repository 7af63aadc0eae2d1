import type { ReactNode } from 'react'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ButtonLink } from '#components/ui/link.tsx'
import { ROLES, type Role } from '#core/workflow/states.ts'

interface RoleWords {
  readonly title: string
  readonly text: string
  readonly action: ReactNode
}

/** What each role will find here, and how it gets here. */
const FIRST_USE: Readonly<Record<Role, RoleWords>> = {
  requester: {
    title: 'Start with a request',
    text: 'A request describes one MIM environment and the window of its conversion. Fill in a form or load a sample; it is saved while you type. Then it stands here with what happens next.',
    action: (
      <ButtonLink href="/requests/new" variant="main" icon="plus">
        New request
      </ButtonLink>
    ),
  },
  approver: {
    title: 'Decisions will wait here',
    text: 'When somebody submits a request that one of your groups decides on, it stands here with its window, its warnings and one button. Your own requests never do: others decide on them.',
    action: null,
  },
  operator: {
    title: 'Signed bundles will wait here',
    text: 'When enough people approved a request and the signer signed it, it stands here with its window. You then download one bundle a target, and check it before you run it.',
    action: null,
  },
  auditor: {
    title: 'You read everything, nothing waits for you',
    text: 'Every request with its files and decisions, and every event, refused attempts included.',
    action: (
      <>
        <ButtonLink href="/audit" icon="audit">
          Audit trail
        </ButtonLink>
        <ButtonLink href="/requests" icon="list">
          Requests
        </ButtonLink>
      </>
    ),
  },
  administrator: {
    title: 'People first',
    text: 'The portal needs at least a requester, the approvers that the signer knows, and an operator. You make accounts and give roles; you decide on no request by that.',
    action: (
      <>
        <ButtonLink href="/admin/people" icon="people">
          People
        </ButtonLink>
        <ButtonLink href="/audit" icon="audit">
          Audit trail
        </ButtonLink>
      </>
    ),
  },
}

/** The home page while nothing is there for this person: one paragraph a role. */
export function FirstUse({ roles }: { readonly roles: readonly Role[] }) {
  return ROLES.filter((role) => roles.includes(role)).map((role) => {
    const { title, text, action } = FIRST_USE[role]
    return (
      <EmptyState key={role} title={title} action={action}>
        {text}
      </EmptyState>
    )
  })
}

const ACTS: readonly Role[] = ['requester', 'approver', 'operator']

/** The place of what waits, while nothing does: what will appear, and for roles without such work where theirs is. */
export function NothingWaits({ roles }: { readonly roles: readonly Role[] }) {
  const sentences = ACTS.filter((role) => roles.includes(role)).map((role) => APPEARS[role])
  return (
    <>
      {sentences.length > 0 ? <EmptyState title="What will appear here">{sentences.join(' ')}</EmptyState> : null}
      <FirstUse roles={roles.filter((role) => !ACTS.includes(role))} />
    </>
  )
}

const APPEARS: Partial<Readonly<Record<Role, string>>> = {
  requester: 'Changes that approvers ask for, and plans that you must submit on the signer’s page.',
  approver: 'Requests that your groups decide on, as soon as they are submitted.',
  operator: 'Signed requests whose bundles you can download.',
}
