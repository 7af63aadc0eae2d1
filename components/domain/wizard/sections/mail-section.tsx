'use client'

import { usePathname } from 'next/navigation'
import { EnterSecret } from '#components/domain/secrets/enter-secret.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { changeMailOption, MAIL_OPTIONS } from '#core/environment/new-entries.ts'
import { secretPlaces, wantsSecret } from '#core/environment/secret-places.ts'
import { requestId } from '#core/statement/schemas.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { useField } from '../editor/use-field.ts'
import { AccountToggle } from '../fields/account-toggle.tsx'
import { FieldGrid } from '../fields/field-grid.tsx'
import { PlaceMessages } from '../fields/place-messages.tsx'
import { SchemaField } from '../fields/schema-field.tsx'

export function MailSection() {
  return (
    <>
      <Mail />
      <Section title="MIM Service MA" end="the connector between Sync and MIM Service">
        <FieldGrid>
          <SchemaField path="/mimServiceAgent/mode" />
          <SchemaField path="/mimServiceAgent/networkLogonDenied" />
          <AccountToggle path="/mimServiceAgent/account" />
        </FieldGrid>
        <PlaceMessages path="/mimServiceAgent" className="mt-2 empty:hidden" />
      </Section>
      <Section title="Sync groups" end="the five groups that Setup of SYNC asks for">
        <FieldGrid>
          <SchemaField path="/syncGroups/kind" />
          <SchemaField path="/syncGroups/domain" />
          <SchemaField path="/syncGroups/admins" />
          <SchemaField path="/syncGroups/operators" />
          <SchemaField path="/syncGroups/joiners" />
          <SchemaField path="/syncGroups/browse" />
          <SchemaField path="/syncGroups/passwordSet" />
          <SchemaField path="/syncGroups/passwordSetConfirmed" />
          <SchemaField path="/syncGroups/serviceMembership" />
          <SchemaField path="/syncGroups/managedByMim" />
        </FieldGrid>
        <PlaceMessages path="/syncGroups" className="mt-2 empty:hidden" />
      </Section>
      <Section title="Password Change Notification Service" end="PCNS, on domain controllers">
        <FieldGrid>
          <SchemaField path="/passwordChangeNotification/inUse" />
          <SchemaField path="/passwordChangeNotification/targetServicePrincipalName" />
        </FieldGrid>
      </Section>
    </>
  )
}

/** Fields by option, in the order in which they are asked. */
const DELIVERY_FIELDS = ['server', 'mailbox', 'password', 'applicationId', 'tenantId', 'clientSecretExpires'] as const

export function Mail() {
  const editor = useEditor()
  const { delivery } = editor.draft.environment.mail
  const option = useField('/mail/delivery/option')
  const choose = (chosen: string) => {
    const next = MAIL_OPTIONS.find((known) => known === chosen)
    if (next === undefined) return
    editor.change(
      [{ type: 'set', path: '/mail/delivery', value: changeMailOption(delivery, next) }],
      option.words.label,
    )
  }
  return (
    <Section title="Mail of the MIM Service">
      <div className="grid gap-4">
        <Field
          id={option.id}
          label={option.words.label}
          hint="Another option drops the fields that only the old one had; undo brings them back."
          messages={option.messages}
          className="sm:max-w-96"
        >
          <Select
            value={delivery.option}
            options={MAIL_OPTIONS.map((known) => ({ value: known, label: option.words.options?.[known] ?? known }))}
            onChange={(event) => choose(event.target.value)}
          />
        </Field>
        <PlaceMessages path="/mail/delivery" className="empty:hidden" />
        <FieldGrid>
          {DELIVERY_FIELDS.filter((field) => field in delivery).map((field) => (
            <SchemaField key={field} path={`/mail/delivery/${field}`} />
          ))}
        </FieldGrid>
        <SecretEntry />
        <FieldGrid>
          <SchemaField path="/mail/approvalsByMail" />
          <SchemaField path="/mail/outlookApprovals" />
          <SchemaField path="/mail/pollExchangeEnabled" />
          <SchemaField path="/mail/differentUserConfirmed" />
        </FieldGrid>
        <PlaceMessages path="/mail" className="empty:hidden" />
      </div>
    </Section>
  )
}

/** Where the password comes encrypted it is entered at the signer, for the draft as it is saved. */
function SecretEntry() {
  const { environment } = useEditor().draft
  const id = requestId.safeParse(usePathname()?.split('/')[2]).data
  if (!wantsSecret(environment) || id === undefined) return null
  return (
    <div>
      <EnterSecret id={id} again={false} />
      <p className="mt-1 text-ink-3 text-sm">
        It is encrypted in your browser, for{' '}
        {secretPlaces(environment)
          .map(({ target }) => target)
          .join(', ') || 'no server yet'}
        . The portal keeps only what those servers can open.
      </p>
    </div>
  )
}
