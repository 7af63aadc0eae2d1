import { Time } from '#components/ui/time.tsx'
import type { SecretView } from '#server/requests/views.ts'

/** Server by server: who entered its password and when. The password itself is nowhere in the portal. */
export function SecretList({ secrets }: { readonly secrets: readonly SecretView[] }) {
  return (
    <ul>
      {secrets.map((secret) => (
        <li key={secret.target} className="border-rule border-t py-2 first:border-t-0 first:pt-0">
          <p className="flex flex-wrap items-baseline gap-x-3">
            <code className="font-bold">{secret.target}</code>
            <span className="text-ink-3 text-sm">{secret.host}</span>
          </p>
          <p className="text-ink-2 text-sm">
            <State secret={secret} />
          </p>
        </li>
      ))}
    </ul>
  )
}

function State({ secret: { entered } }: { readonly secret: SecretView }) {
  if (entered === null) return <>Not entered yet.</>
  const { by, at, origin, fits, isArriving, erasedAt, recipientCertificateSha256 } = entered
  return (
    <>
      {origin === 'typed' ? 'Entered' : 'Brought as an encrypted file'} by {by.name} <Time value={at} />, for the
      certificate <code>{recipientCertificateSha256.slice(0, 16)}…</code>
      {erasedAt !== null ? (
        <>
          {' '}
          Erased <Time value={erasedAt} />.
        </>
      ) : null}
      {erasedAt === null && isArriving ? ' On its way from the signer.' : null}
      {erasedAt === null && !fits ? (
        <span className="block text-err">Host or account was changed since: enter it again.</span>
      ) : null}
    </>
  )
}
