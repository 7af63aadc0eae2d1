import type { Environment } from '#core/environment/environment.ts'
import { assertNever } from '#core/errors/app-error.ts'
import type { Action, Failure, Text } from './plan.ts'
import type { Scene } from './scene.ts'
import { label, say, typed } from './text.ts'

type Delivery = Environment['mail']['delivery']

/** What A-07 asks people to confirm about mail. */
export function mailDecision(scene: Scene): Action[] {
  const { delivery } = scene.environment.mail
  const option = typed(delivery.option)
  const secret: Action[] =
    'password' in delivery
      ? [
          {
            text:
              delivery.password === 'encrypted'
                ? say`The password of ${typed(delivery.mailbox)} comes encrypted with the bundle. Its owner has agreed.`
                : say`The owner of ${typed(delivery.mailbox)} will type its password at G-04. That person has agreed to be there.`,
          },
        ]
      : []
  switch (delivery.option) {
    case 'F':
      return [
        {
          text: say`Mail: option ${option}, Exchange Server ${typed(delivery.server)}, mailbox ${typed(delivery.mailbox)}.`,
        },
        ...secret,
      ]
    case 'G':
      return [
        {
          text: say`Mail: option ${option}, Office 365 with basic authentication, mailbox ${typed(delivery.mailbox)}.`,
        },
        ...secret,
      ]
    case 'H':
      return [
        {
          text: say`Mail: option ${option}, Office 365 with application ${typed(delivery.applicationId)}, mailbox ${typed(delivery.mailbox)}.`,
        },
        {
          text: say`The client secret lies beside the operator of G-03, sealed. It expires on ${typed(delivery.clientSecretExpires ?? '____________')}`,
        },
      ]
    case 'I':
      return [{ text: say`Mail: option ${option}, no mail server. No approvals by mail.` }]
    case 'A':
    case 'B':
    case 'C':
    case 'D':
    case 'E':
      return [{ text: say`Mail: option ${option} keeps an ordinary account. STOP: choose another one in the portal.` }]
    default:
      return assertNever(delivery)
  }
}

/** Mail server and authentication of the page from build 4.6.421.0 on, as Microsoft's page on installing names them. */
function modernChoice(delivery: Delivery): Action[] {
  const page = label('Configure common services')
  switch (delivery.option) {
    case 'F':
      return [
        {
          text: say`Page ${page}: choose ${label('Exchange Server 2013 or later')} and ${label('Integrated Windows Authentication')}.`,
        },
        { text: say`Mail server: type ${typed(delivery.server)}` },
      ]
    case 'G':
      return [{ text: say`Page ${page}: choose ${label('Office 365')} and ${label('Basic Authentication')}.` }]
    case 'H':
      return [
        { text: say`Page ${page}: choose ${label('Office 365')} and ${label('Application Context Authentication')}.` },
      ]
    case 'I':
    case 'A':
    case 'B':
    case 'C':
    case 'D':
    case 'E':
      return [{ text: say`Page ${page}, mail server type: choose ${label('None')}.` }]
    default:
      return assertNever(delivery)
  }
}

/** The page as it is since build 4.6.421.0, with the page of the application where there is one. */
export function modernMailPage(delivery: Delivery): Action[] {
  return [
    ...modernChoice(delivery),
    { text: say`Tick ${label('Use Group Managed Service Account')}. Click ${label('Next')}.` },
    ...(delivery.option === 'H'
      ? [
          { text: say`Application ID: type ${typed(delivery.applicationId)}` },
          { text: say`Tenant ID: type ${typed(delivery.tenantId)}` },
          {
            text: say`Client secret: type it. Click ${label('Next')}.`,
            stop: say`Nobody reads over your shoulder, and it is written down nowhere.`,
          },
        ]
      : []),
  ]
}

/** The page of builds before 4.6.421.0. The box must be ticked without Exchange too. */
export function olderMailPage(delivery: Delivery): Action[] {
  const page = label('Configure mail server connection')
  const server: Action[] =
    delivery.option === 'F'
      ? [
          { text: say`Page ${page}: ${label('Mail Server')}: type ${typed(delivery.server)}` },
          {
            text: say`${label('Use SSL')} and ${label('Mail Server is Exchange Server 2007 or Exchange Server 2010')}: keep them as they are.`,
          },
        ]
      : delivery.option === 'G'
        ? [{ text: say`Page ${page}: tick ${label('Use Exchange Online')}, if it is shown.` }]
        : [
            { text: say`Page ${page}: ${label('Mail Server')} stays ${typed('localhost')}` },
            {
              text: say`Clear ${label('Use SSL')} and ${label('Mail Server is Exchange Server 2007 or Exchange Server 2010')}, if they are shown.`,
            },
          ]
  return [
    ...server,
    {
      text: say`Tick ${label('Use different user for Exchange (for managed accounts)')}. Click ${label('Next')}.`,
      stop: say`Tick it without Exchange too. Otherwise a later page refuses the managed account.`,
    },
  ]
}

/** Mailbox and its password on the account page. */
export function mailboxFields(delivery: Delivery): Action[] {
  const address = (mailbox: string): Action => ({
    text: say`${label('Service Email Account')}: type ${typed(mailbox)}`,
  })
  const next = say`Click ${label('Next')}.`
  switch (delivery.option) {
    case 'F':
    case 'G':
      return [
        address(delivery.mailbox),
        {
          text: say`${label('Service Email Account Password')}: the owner of the mailbox types it. ${next}`,
          stop: say`This is the password of the mailbox, not of the managed account. Setup encrypts it on this server.`,
        },
      ]
    case 'H':
      return [
        address(delivery.mailbox),
        { text: say`${label('Service Email Account Password')} is grey. Leave it. ${next}` },
      ]
    case 'I':
    case 'A':
    case 'B':
    case 'C':
    case 'D':
    case 'E':
      return [{ text: say`${label('Service Email Account')}: change nothing. ${next}` }]
    default:
      return assertNever(delivery)
  }
}

/** What can go wrong on the mail page. */
export function mailFailures(delivery: Delivery): Failure[] {
  const mismatch: Failure = {
    symptom: say`${typed('Authentication method selected is not supported by this Mail Server')}`,
    fix: say`The two lists do not belong together. Click ${label('OK')} and choose both again.`,
  }
  if (delivery.option !== 'H') return [mismatch]
  return [
    mismatch,
    {
      symptom: say`An error about the application or the tenant`,
      fix: say`Compare both IDs with Entra, letter by letter. This server needs a way to the internet.`,
    },
    {
      symptom: say`An error about the mailbox`,
      fix: say`The secret is wrong or expired, or the access policy leaves this mailbox out. Call the owner of the application.`,
    },
  ]
}

/** How an approver answers in J-04. */
export function approvalAction({ environment }: Scene): Text {
  const { approvalsByMail, delivery, outlookApprovals } = environment.mail
  if (delivery.option === 'I') {
    return say`As the approver, open ${label('Approve Requests')} in the portal. Approve it. No mail comes: there is no mail server.`
  }
  if (outlookApprovals) {
    return say`As the approver, wait for the mail in Outlook. Click ${label('Approve')} in it.`
  }
  if (approvalsByMail) return say`As the approver, wait for the mail. Approve by its link.`
  return say`As the approver, wait for the notification. Then open ${label('Approve Requests')} in the portal. Approve it.`
}
