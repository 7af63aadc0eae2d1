import { noticeWords } from './notice-kinds.ts'

/** One event as a message tells of it. */
export interface Event {
  readonly eventId: string
  readonly kind: string
  readonly requestId: string
  readonly title: string
  readonly actor: string | null
  readonly at: string
}

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The same for every try of one message, so that a mail system can drop a second copy. */
  readonly messageId: string
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** A link is an address and nothing more: who opens it signs in as ever, and decides on the signer's page. */
const linkOf = (portalUrl: string, { requestId }: Event): string => `${portalUrl}/requests/${requestId}`

const sentence = ({ requestId, kind, actor }: Event): string =>
  `${requestId} ${noticeWords(kind).words}${actor === null ? '' : ` (${actor})`}.`
// A line break in a title must not become a header.
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** The mail of one event, or of several together. `to` is an address, `portalUrl` an origin. */
export function mailOf(events: readonly Event[], to: string, portalUrl: string, messageId: string): Mail {
  const [first] = events
  const title = first?.title ? `: ${oneLine(first.title)}` : ''
  const subject =
    events.length === 1 && first
      ? `${first.requestId} ${noticeWords(first.kind).words}${title}`
      : `${events.length} changes in the MIM gMSA portal`
  const foot = 'You choose in the portal, under Account, whether and when you get these messages.'
  const text = [
    ...events.map((event) =>
      [
        sentence(event),
        event.title && oneLine(event.title),
        `${noticeWords(event.kind).next}`,
        linkOf(portalUrl, event),
      ]
        .filter(Boolean)
        .join('\n'),
    ),
    foot,
  ].join('\n\n')
  const items = events
    .map((event) => {
      const link = escapeHtml(linkOf(portalUrl, event))
      return `<p><strong>${escapeHtml(sentence(event))}</strong><br>${escapeHtml(oneLine(event.title))}<br>${escapeHtml(noticeWords(event.kind).next)}<br><a href="${link}">${link}</a></p>`
    })
    .join('\n')
  const html = `<!doctype html><html lang="en"><body style="font-family:sans-serif">\n${items}\n<p style="color:#556161">${foot}</p>\n</body></html>`
  return { to, subject, text, html, messageId }
}

export type WebhookShape = 'generic' | 'teams' | 'slack'

/** The JSON text that a webhook gets. */
export function webhookBody(shape: WebhookShape, event: Event, portalUrl: string): string {
  const link = linkOf(portalUrl, event)
  const { next } = noticeWords(event.kind)
  const title = oneLine(event.title)
  switch (shape) {
    case 'generic':
      return JSON.stringify({ type: 'mim-gmsa/event/1', ...event, link })
    case 'teams':
      // Adaptive card in a message, as Teams workflows take it.
      return JSON.stringify({
        type: 'message',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: {
              $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
              type: 'AdaptiveCard',
              version: '1.4',
              body: [
                { type: 'TextBlock', weight: 'Bolder', wrap: true, text: sentence(event) },
                { type: 'TextBlock', wrap: true, text: [title, next].filter(Boolean).join('. ') },
              ],
              actions: [{ type: 'Action.OpenUrl', title: 'Open', url: link }],
            },
          },
        ],
      })
    case 'slack':
      return JSON.stringify({ text: `*${slackText(sentence(event))}*\n${slackText(title)}\n${next}\n<${link}>` })
  }
}

/** The three signs that Slack reads as its own. */
const slackText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
