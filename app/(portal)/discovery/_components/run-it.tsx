import { CodeBlock } from '#components/ui/code-block.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Section } from '#components/ui/sheet.tsx'

const commands = (sha256: string) => [
  {
    title: 'Check the copy',
    says: 'True: the file is the one that this portal hands out.',
    command: `(Get-FileHash -Algorithm SHA256 -LiteralPath .\\Get-MimGmsaEnvironment.ps1).Hash -eq '${sha256}'`,
  },
  {
    title: 'On every MIM host',
    says: 'In an elevated Windows PowerShell 5.1.',
    command: '.\\Get-MimGmsaEnvironment.ps1 -OutputFolder C:\\Temp',
  },
  {
    title: 'Once for the directory',
    says: 'On a workstation of the forest.',
    command: '.\\Get-MimGmsaEnvironment.ps1 -Directory -OutputFolder C:\\Temp',
  },
  {
    title: 'For a mailbox password that is encrypted beforehand',
    says: 'On each MIM Service host. It shows first what it would do.',
    command: '.\\Get-MimGmsaEnvironment.ps1 -CreateEncryptionCertificate -OutputFolder C:\\Temp -WhatIf',
  },
]

/** The command lines, and where the files go. */
export function RunIt({ sha256 }: { readonly sha256: string }) {
  return (
    <>
      <Section title="Run it">
        <ol className="grid gap-4">
          {commands(sha256).map(({ title, says, command }) => (
            <li key={title}>
              <h3 className="text-md">{title}</h3>
              <p className="mb-1 text-ink-2 text-sm">{says}</p>
              <CodeBlock text={command} label={title} lineNumbers={false} wrap />
              <CopyButton text={command} what={`the command: ${title}`} />
            </li>
          ))}
        </ol>
      </Section>
      <Section title="Then">
        <p className="max-w-[72ch]">
          A requester takes the files into a form: New request, Discovery files; or Discovery in an open draft. Before
          the window an operator runs the script again and drops the files on the tab Discovery of the approved request:
          the portal shows what is no longer as it was approved.
        </p>
      </Section>
    </>
  )
}
