'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { useRequest } from '../request/data/request-provider.tsx'
import { EnterSecret } from './enter-secret.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { SecretList } from './secret-list.tsx'

/** The mailbox password of a request, where it comes encrypted: who entered it, and what can be done with it now. */
export function SecretsSection() {
  const { latest, view } = useRequest()
  const [asks, setAsks] = useState(false)
  if (view.secrets.length === 0) return null
  const { enterSecret, eraseSecrets } = latest.rights
  const done = view.secrets.filter(({ entered }) => entered?.fits && entered.erasedAt === null).length
  return (
    <Section title="Password of the mailbox" end={`${done} of ${view.secrets.length} encrypted`}>
      <SecretList secrets={view.secrets} />
      <div className="mt-3 flex flex-wrap gap-2">
        {view === latest && enterSecret.state !== 'absent' ? (
          <EnterSecret
            id={latest.id}
            again={done > 0}
            blocked={enterSecret.state === 'blocked' ? enterSecret.reason : null}
          />
        ) : null}
        {view === latest && eraseSecrets.state !== 'absent' ? (
          <Button
            variant="danger"
            blocked={eraseSecrets.state === 'blocked' ? eraseSecrets.reason : null}
            onClick={() => setAsks(true)}
          >
            Erase it…
          </Button>
        ) : null}
      </div>
      <EraseDialog open={asks} onOpenChange={setAsks} />
    </Section>
  )
}
