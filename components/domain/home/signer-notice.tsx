'use client'

import type { ReactNode } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { Time } from '#components/ui/time.tsx'
import type { SignerHealth } from '#server/signer-link/views.ts'

type Trouble = Exclude<SignerHealth['state'], 'reachable'>

const TITLES: Readonly<Record<Trouble, string>> = {
  unreachable: 'The signer does not answer',
  'not-initialised': 'The signer is not set up yet',
  'other-version': 'The signer runs another version than this portal',
  'other-journal': 'The signer keeps another journal than before',
}

/** What it means for people here, and whether it mends itself. */
const MEANING: Readonly<Record<Trouble, ReactNode>> = {
  unreachable:
    'Drafts can be edited and everything can be read. Submitting, deciding and signing wait; the portal tries again by itself and nothing is lost.',
  'not-initialised': 'Drafts can be written. Nobody can submit or decide until the signer has its people and a policy.',
  'other-version':
    'It would make other files, so it refuses submissions. Drafts stay as they are. Whoever runs the two has to update one of them.',
  'other-journal':
    'Nothing of it is applied here, and requests stay as they are. Whoever runs the signer has to look at it.',
}

/** What a signer that does not do its work means for the reader; nothing while it does. The foot of the page has its state always. */
export function SignerNotice({ signer }: { readonly signer: SignerHealth }) {
  const { state, since, problem } = signer
  if (state === 'reachable') return null
  return (
    <Notice kind="warn" title={TITLES[state]} className="mb-4">
      <p>
        {since ? (
          <>
            Since <Time value={since} />.{' '}
          </>
        ) : null}
        {problem ? `${problem} ` : null}
        {MEANING[state]}
      </p>
    </Notice>
  )
}
