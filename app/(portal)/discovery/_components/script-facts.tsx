import { DigestPlate } from '#components/ui/digest.tsx'
import { KeyValues } from '#components/ui/key-values.tsx'
import { ButtonLink } from '#components/ui/link.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { StatusMark } from '#components/ui/status-mark.tsx'
import type { ScriptView } from '#server/discovery/views.ts'

/** The file, its digest, and whether it is signed. */
export function ScriptFacts({ script }: { readonly script: ScriptView }) {
  const { name, version, sha256, bytes, isSigned } = script
  return (
    <Section title="The script">
      <ButtonLink href="/api/discovery/script" download="" icon="download" variant="main" wide>
        Download the script
      </ButtonLink>
      <KeyValues
        className="mt-3"
        items={[
          { key: 'File', value: <code>{name}</code> },
          { key: 'Version', value: version },
          { key: 'Size', value: `${Math.ceil(bytes / 1000)} kB` },
          {
            key: 'Signature',
            value: isSigned ? (
              <StatusMark icon="signed" tone="seal">
                Signed
              </StatusMark>
            ) : (
              <StatusMark icon="warning" tone="warn">
                Not signed
              </StatusMark>
            ),
          },
        ]}
      />
      <p className="mt-2 mb-3 text-ink-2 text-sm">
        {isSigned
          ? 'The file carries an Authenticode signature. Look at who signed it before you run it.'
          : 'This release carries no signature. Compare the digest after the copy; where the policy is AllSigned, sign it with a certificate of your own.'}
      </p>
      <DigestPlate digest={sha256} what="script" />
    </Section>
  )
}
