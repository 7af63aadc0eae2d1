import { CopyButton } from '#components/ui/copy-button.tsx'
import { Notice } from '#components/ui/notice.tsx'

interface OneTimePassphraseProps {
  readonly name: string
  readonly user: string
  readonly passphrase: string
}

/** Shown once; it is stored nowhere in clear. */
export function OneTimePassphrase({ name, user, passphrase }: OneTimePassphraseProps) {
  return (
    <div className="grid gap-3 pt-2">
      <p className="text-ink-2">
        Give {name} the user name <code>{user}</code> and this passphrase by voice or on paper. It works once: the
        portal then asks for an own one.
      </p>
      <div className="rounded border border-rule-2 bg-sheet px-3 py-2.5">
        <p className="select-all font-mono text-[1rem] leading-6 [overflow-wrap:anywhere]">{passphrase}</p>
      </div>
      <div className="flex items-center justify-between">
        <span className="text-ink-3 text-sm">Six words, 66 bits</span>
        <CopyButton text={passphrase} what="one-time passphrase" />
      </div>
      <Notice kind="warn">
        When this window closes nobody can see it again. You can make another one at any time.
      </Notice>
    </div>
  )
}
