import { Icon } from '#components/ui/icon.tsx'
import { passphraseChecks } from './passphrase-checks.ts'

/** What a passphrase must be, checked as it is typed. The server judges again, and knows the common ones. */
export function PassphraseRules({ passphrase, user }: { readonly passphrase: string; readonly user: string }) {
  const { characters, enough, varied, notTheName } = passphraseChecks(passphrase, user)
  const empty = passphrase === ''
  return (
    <div>
      <h3>What makes a good one</h3>
      <p className="mt-1 max-w-[60ch] text-ink-2">
        Length, nothing else: five or six words that do not belong together beat any mixture of signs. Blanks are
        welcome. There are no rules about digits or capitals, and it never expires.
      </p>
      <ul className="mt-3 grid gap-1.5">
        <Check met={enough} empty={empty}>
          At least 15 characters{empty ? '' : `; this has ${characters}`}
        </Check>
        <Check met={varied} empty={empty}>
          At least 5 different characters
        </Check>
        <Check met={notTheName} empty={empty}>
          Not mostly your user name
        </Check>
        <Check met={null} empty={empty}>
          Not on the list of common passphrases (the server looks)
        </Check>
      </ul>
      <p className="mt-3 max-w-[60ch] text-ink-3 text-sm">
        After the change your sessions in other browsers end at once. The portal keeps an Argon2id hash, never the
        passphrase.
      </p>
    </div>
  )
}

interface CheckProps {
  readonly met: boolean | null
  readonly empty: boolean
  readonly children: React.ReactNode
}

function Check({ met, empty, children }: CheckProps) {
  const open = empty || met === null
  return (
    <li className="flex gap-2">
      <Icon
        name={open ? 'ready' : met ? 'done' : 'close'}
        className={open ? 'text-ink-3' : met ? 'text-ok' : 'text-warn'}
      />
      <span>
        {open ? null : <span className="sr-only">{met ? 'Met: ' : 'Not met yet: '}</span>}
        {children}
      </span>
    </li>
  )
}
