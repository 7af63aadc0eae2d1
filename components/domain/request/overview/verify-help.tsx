'use client'

import { CodeBlock } from '#components/ui/code-block.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { ButtonLink, Link } from '#components/ui/link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { useRequest } from '../data/request-provider.tsx'
import { verifyCommands } from './verify-commands.ts'

/** Downloads, and how a sceptic checks them without this portal. */
export function VerifyHelp() {
  const { latest, view } = useRequest()
  const { generated, mode, id } = view
  if (!generated || view !== latest) return null
  const target = generated.targets[0]?.target ?? 'directory'
  const mayDownload = latest.rights.download.state === 'allowed'
  return (
    <Section title="Bundles" end={`${generated.targets.length} signed`} id="bundles">
      {mode === 'demo' ? (
        <Notice kind="demo" title="DEMO" className="mb-3">
          Signed with a self-signed DEMO certificate. Verifiers refuse these bundles unless told otherwise. Never run
          them in production.
        </Notice>
      ) : null}
      {mayDownload ? (
        <ButtonLink href={`/api/requests/${id}/bundles`} download="" icon="download" wide>
          All bundles, one ZIP
        </ButtonLink>
      ) : (
        <p className="text-ink-2 text-sm">Requesters, operators and auditors can download the bundles.</p>
      )}
      <p className="mt-3 text-ink-2 text-sm">
        Before each run, get the signer’s <Link href="/api/recall-list">recall list</Link>: verifiers and the runner
        refuse what it names.
      </p>
      <div className="mt-3">
        {verifyCommands({ id, revision: generated.revision, target, demo: mode === 'demo' }).map(
          ({ tool, says, command }) => (
            <Disclosure key={tool} summary={`Check with ${tool}`}>
              <p className="mb-2 text-ink-2 text-sm">{says}</p>
              <CodeBlock
                text={command}
                label={`Commands of ${tool}`}
                lineNumbers={false}
                wrap
                className="bg-sheet px-3"
              />
              <CopyButton text={command} what={`the commands of ${tool}`} />
            </Disclosure>
          ),
        )}
      </div>
    </Section>
  )
}
