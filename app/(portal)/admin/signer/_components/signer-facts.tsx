import { CopyButton } from '#components/ui/copy-button.tsx'
import { DigestText } from '#components/ui/digest.tsx'
import { KeyValues } from '#components/ui/key-values.tsx'
import { Time } from '#components/ui/time.tsx'
import type { SignerStatus } from '#core/protocol/protocol.ts'
import type { SignerState } from '#server/signer-link/views.ts'

function Digest({ digest, what }: { readonly digest: string; readonly what: string }) {
  return (
    <span className="flex flex-wrap items-center justify-between gap-2">
      <DigestText digest={digest} short />
      <CopyButton text={digest} what={what} />
    </span>
  )
}

export function SignerFacts({ state: { status, health } }: { readonly state: SignerState }) {
  return (
    <KeyValues
      items={[
        {
          key: 'Answers',
          value: status ? (
            'yes'
          ) : (
            <>
              no
              {health.since ? (
                <>
                  , since <Time value={health.since} />
                </>
              ) : null}
            </>
          ),
        },
        { key: 'Founded', value: status ? (status.initialised ? 'yes' : 'no: submissions are refused') : 'unknown' },
        { key: 'Mode', value: health.mode },
        { key: 'Own pages', value: <code className="[overflow-wrap:anywhere]">{health.pagesOrigin}</code> },
        { key: 'Genesis', value: health.genesis ? <Digest digest={health.genesis} what="genesis digest" /> : 'none' },
        { key: 'Journal', value: `${health.journal.applied} of ${health.journal.size} entries applied here` },
        { key: 'Generator', value: status ? `${status.generator.name} ${status.generator.version}` : 'unknown' },
        ...(health.problem ? [{ key: 'Problem', value: health.problem }] : []),
      ]}
    />
  )
}

export function SignerKey({ signingKey }: { readonly signingKey: NonNullable<SignerStatus['key']> }) {
  const { subject, certificateSha256, notBefore, notAfter, chain, encrypted, retired } = signingKey
  return (
    <KeyValues
      items={[
        { key: 'Subject', value: <code className="[overflow-wrap:anywhere]">{subject}</code> },
        { key: 'SHA-256', value: <Digest digest={certificateSha256} what="certificate’s SHA-256" /> },
        { key: 'Valid from', value: <Time value={notBefore} year /> },
        { key: 'Valid until', value: <Time value={notAfter} year /> },
        { key: 'Issued by', value: chain.length > 0 ? chain.join(' ← ') : 'itself' },
        { key: 'At rest', value: encrypted ? 'encrypted' : 'not encrypted' },
        { key: 'Signed before', value: retired.length === 0 ? 'no other key' : `${retired.length} earlier keys` },
      ]}
    />
  )
}
