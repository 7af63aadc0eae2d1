'use client'

import { DigestPlate } from '#components/ui/digest.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { Time } from '#components/ui/time.tsx'
import { useRequest } from '../data/request-provider.tsx'
import { SignerButton } from '../frame/signer-button.tsx'
import { NextWaiting } from './next-waiting.tsx'
import { OwnWord } from './own-word.tsx'
import { whyNot } from './why-not.ts'

/** Where the person decides, or why this person does not. */
export function DecidePanel() {
  const { latest, view } = useRequest()
  const { generated } = view
  const reason = whyNot(latest, view !== latest)
  return (
    <>
      {generated ? (
        <Section title="What you see is what you sign">
          <DigestPlate
            digest={generated.planDigest}
            words={generated.words}
            what="plan digest"
            note="Also on the signer’s page and in each bundle."
          />
        </Section>
      ) : null}
      {reason === null && generated ? (
        <section
          id="decision"
          aria-labelledby="decision-title"
          className="border-accent border-t-2 bg-accent-wash px-4 pt-4 pb-5 sm:px-5"
        >
          <h2 id="decision-title" className="text-lg">
            Your decision
          </h2>
          <OwnWord />
          {view.decideUntil ? (
            <p className="mt-1 text-sm">
              Decide until <Time value={view.decideUntil} />: then it expires.
            </p>
          ) : null}
          <p className="mt-1 mb-3 text-ink-2 text-sm">
            You decide on the signer’s own page. It rebuilds all files by itself and shows what it will sign. Compare
            the six words.
          </p>
          {latest.state === 'approved' ? (
            <p className="mb-3 text-sm">Enough people have approved. Until it is signed you can still reject it.</p>
          ) : null}
          <SignerButton action="decide" planDigest={generated.planDigest} wide>
            Decide on the signer’s page
          </SignerButton>
          <NextWaiting />
        </section>
      ) : (
        <Section title="Your decision" id="decision">
          <p className="flex gap-2 text-ink-2">
            <Icon name={latest.rights.decide.state === 'blocked' ? 'wait' : 'information'} className="mt-0.5" />
            {reason}
          </p>
          <NextWaiting />
        </Section>
      )}
    </>
  )
}
