import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DemoBand } from '#components/shell/demo-band.tsx'
import { Mark } from '#components/shell/mark.tsx'
import { pageWords, safeNextPath } from '#components/shell/next-path.ts'
import { Icon } from '#components/ui/icon.tsx'
import { Time } from '#components/ui/time.tsx'
import packageJson from '#package.json' with { type: 'json' }
import { currentActor } from '#server/auth/current-actor.ts'
import { readOidcSettings } from '#server/auth/oidc-settings.ts'
import { config } from '#server/config.ts'
import { demoSignIns } from '#server/people/demo-sign-ins.ts'
import { services } from '#server/services.ts'
import { Guilloche } from './_components/guilloche.tsx'
import { SignInForm } from './_components/sign-in-form.tsx'
import { signInNotice } from './sign-in-notice.ts'

export const metadata: Metadata = { title: 'Sign in' }

interface SignInPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next: wish, callbackUrl, reason, error } = await searchParams
  const next = safeNextPath(typeof wish === 'string' ? wish : pathOf(callbackUrl))
  if (await currentActor()) redirect(next)
  const demo = config().MIM_GMSA_MODE === 'demo'
  const destination = pageWords(next)
  return (
    <div className="flex min-h-dvh flex-col">
      {demo ? <DemoBand /> : null}
      <div className="grid flex-1 md:grid-cols-[minmax(0,1fr)_minmax(26rem,46%)]">
        <Welcome />
        <main
          id="main"
          tabIndex={-1}
          className="flex flex-col justify-center gap-8 bg-sheet px-16 py-10 outline-none max-md:px-8 max-sm:px-5 max-sm:py-7"
        >
          <div className="m-auto w-full max-w-96 max-md:mx-0 max-md:mt-0">
            <h2 className="text-[1.5rem] leading-[1.875rem] tracking-[-0.02em]">Sign in</h2>
            {destination ? (
              <p className="mt-3 flex gap-2.5 text-ink-2">
                <Icon name="right" className="mt-0.5" />
                <span>
                  You will then see <b className="text-ink">{destination}</b>, the page your link points to.
                </span>
              </p>
            ) : null}
            <SignInForm
              next={next}
              notice={signInNotice(reason, error)}
              demo={demo ? demoSignIns(services().db) : null}
              service={readOidcSettings(config())?.name ?? null}
            />
          </div>
          <p className="mx-auto flex w-full max-w-96 flex-wrap gap-x-[18px] gap-y-0.5 text-ink-3 text-xs leading-6 max-md:mx-0">
            <span>
              Server time <Time value={services().clock().toISOString()} year />
            </span>
            <span>Version {packageJson.version}</span>
          </p>
        </main>
      </div>
    </div>
  )
}

/** After a refusal next-auth names the page that was wanted as a whole address of the portal. */
function pathOf(address: unknown): string | null {
  const origin = config().MIM_GMSA_PORTAL_URL
  return typeof address === 'string' && address.startsWith(`${origin}/`) ? address.slice(origin.length) : null
}

function Welcome() {
  return (
    <header className="relative flex flex-col overflow-hidden border-rule px-12 py-10 max-md:border-b max-sm:px-5 max-sm:py-6 md:border-r">
      <Guilloche className="absolute top-1/2 -right-[230px] size-[min(40rem,62vw)] -translate-y-1/2 opacity-75 max-md:-right-24 max-md:size-56" />
      <p className="relative flex items-center gap-2.5 font-bold tracking-[-0.01em]">
        <Mark />
        MIM gMSA portal
      </p>
      <h1 className="relative max-w-[9ch] text-[2.625rem] leading-12 tracking-[-0.028em] max-md:mt-6 max-md:max-w-[14ch] max-md:text-[1.75rem] max-md:leading-8 md:mt-auto">
        Approve the bytes. Run what was approved.
      </h1>
      <ul className="relative mt-6 mb-auto max-w-64 text-ink-2 *:border-rule *:border-t *:py-[9px] max-md:hidden [&>:last-child]:border-b">
        <li>Describe the environment; every finding cites its source.</li>
        <li>Review the exact files; decide on the signer’s own page.</li>
        <li>Run step by step; the audit trail keeps what happened.</li>
      </ul>
    </header>
  )
}
