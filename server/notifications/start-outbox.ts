import type { Config } from '#core/config/settings.ts'
import type { Services } from '#server/context.ts'
import { postWebhook } from './post-webhook.ts'
import { smtpSender } from './smtp.ts'
import { workOutbox } from './work-outbox.ts'

const TICK_MS = 5_000

/** Sends what is in the outbox until the process ends. A failure that nobody foresaw is logged, and the next turn goes on. */
export function startOutbox(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  settings: Config<'web'>,
  reportError: (error: unknown, where: string) => string,
): void {
  const file = settings.MIM_GMSA_SMTP_CREDENTIALS_FILE
  const services = {
    db,
    clock,
    portalUrl: settings.MIM_GMSA_PORTAL_URL,
    sendMail:
      settings.MIM_GMSA_SMTP_URL === 'none'
        ? null
        : smtpSender({
            url: settings.MIM_GMSA_SMTP_URL,
            from: settings.MIM_GMSA_SMTP_FROM,
            credentialsFile: file === 'none' ? null : file,
          }),
    postWebhook: (post: Omit<Parameters<typeof postWebhook>[0], 'allowPrivate'>) =>
      postWebhook({ ...post, allowPrivate: settings.MIM_GMSA_WEBHOOK_PRIVATE === 'allow' }),
  }
  const turn = async (): Promise<void> => {
    await workOutbox(services).catch((error: unknown) => reportError(error, 'outbox'))
    setTimeout(turn, TICK_MS).unref()
  }
  void turn()
}
