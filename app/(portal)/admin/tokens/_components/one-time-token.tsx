import { CopyButton } from '#components/ui/copy-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Time } from '#components/ui/time.tsx'

/** Shown once; the portal keeps a hash. */
export function OneTimeToken({ token, expiresAt }: { readonly token: string; readonly expiresAt: string }) {
  return (
    <div className="grid gap-3 pt-2">
      <p className="text-ink-2">
        Put it where only the program can read it. It ends <Time value={expiresAt} />.
      </p>
      <div className="rounded border border-rule-2 bg-sheet px-3 py-2.5">
        <p className="select-all font-mono text-md leading-6 [overflow-wrap:anywhere]">{token}</p>
      </div>
      <div className="flex justify-end">
        <CopyButton text={token} what="token" />
      </div>
      <Notice kind="warn">When this window closes nobody can see it again. Revoke it when it is lost.</Notice>
    </div>
  )
}
