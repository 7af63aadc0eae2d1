import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { roleLine } from '#components/shell/role-words.ts'
import { KeyValues } from '#components/ui/key-values.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageHead, Section, Sheet } from '#components/ui/sheet.tsx'
import { services } from '#server/services.ts'
import { readMe } from '#server/session/read-me.ts'
import { MailSection } from './_components/mail-section.tsx'
import { PassphraseForm } from './_components/passphrase-form.tsx'
import { SessionsSection } from './_components/sessions-section.tsx'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage() {
  const actor = await pageActor('/account')
  const me = readMe({ ...services(), actor, address: null })
  return (
    <>
      <PageHead
        title={me.mustChangePassword ? 'Choose your own passphrase' : 'Account'}
        lead={
          me.mustChangePassword
            ? 'An administrator gave you the present one. The portal opens when you have one that only you know.'
            : 'Who you are to this portal, your passphrase, and where you are signed in.'
        }
      />
      <Sheet
        margin={
          <Section title="You">
            <KeyValues
              items={[
                { key: 'Name', value: me.name },
                { key: 'User name', value: <code>{me.user}</code> },
                { key: 'Roles', value: roleLine(me.roles) },
                {
                  key: 'Groups',
                  value: me.groups.length > 0 ? me.groups.map(({ title }) => title).join(', ') : 'none',
                },
              ]}
            />
            <p className="mt-3 text-ink-3 text-sm">
              An administrator gives roles. Groups of approvers stand in the journal of the signer; the portal only
              reads them.
            </p>
          </Section>
        }
        marginLabel="You"
      >
        {me.hasPassphrase ? (
          <Section title={me.mustChangePassword ? 'New passphrase' : 'Change passphrase'} end="at least 15 characters">
            {me.mustChangePassword ? (
              <Notice kind="info" className="mb-5 max-w-xl">
                Until then nothing else opens: not for you, and not for anybody who saw the one that you were given.
              </Notice>
            ) : null}
            <PassphraseForm user={me.user} first={me.mustChangePassword} />
          </Section>
        ) : (
          <Section title="Passphrase">
            <p className="max-w-xl text-ink-2">
              You have none here: the sign-in service knows who you are. An administrator can give you one for the day
              when it is down.
            </p>
          </Section>
        )}
        {me.mustChangePassword ? null : <MailSection />}
        {me.mustChangePassword ? null : <SessionsSection />}
      </Sheet>
    </>
  )
}
