export interface MailChoiceView {
  readonly address: string | null
  readonly mode: 'immediately' | 'daily' | 'off'
}

export interface WebhookView {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly shape: 'generic' | 'teams' | 'slack'
  readonly active: boolean
  /** The latest tries, newest first. */
  readonly deliveries: readonly {
    readonly id: number
    readonly eventId: string
    readonly at: string
    readonly status: number | null
    readonly problem: string | null
    readonly milliseconds: number
  }[]
}

export interface MessageView {
  /** Number of its first row. */
  readonly id: number
  /** What it tells of. */
  readonly events: readonly string[]
  readonly channel: 'mail' | 'webhook'
  /** Name of the person or of the webhook. */
  readonly recipient: string
  readonly attempts: number
  readonly problem: string | null
  /** The next try; for a message that was given up, the last one. */
  readonly notBefore: string
}

export interface OutboxView {
  readonly webhooks: readonly WebhookView[]
  /** Tried in vain so far, and tried again by itself. */
  readonly failing: readonly MessageView[]
  /** Given up: somebody must look. */
  readonly dead: readonly MessageView[]
  readonly waiting: number
  readonly sent: number
}
