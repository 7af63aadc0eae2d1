import type { Environment } from '#core/environment/environment.ts'
import { POLLING_KEY } from './mailbox-polling.ts'
import type { Draft } from './outline.ts'
import { EXCHANGE_SCRIPT, renewSecret } from './phase-u-script.ts'
import type { PlanStep } from './plan.ts'
import { serviceName } from './products.ts'
import { componentOf, type Host, hostsOf, type Scene } from './scene.ts'
import { manualStep, stepId } from './step.ts'
import { command, lines, list, say, typed } from './text.ts'

const SERVICE = serviceName('SVC')

/**
 * A new secret of the mailbox where the MIM Service runs as its managed account already: polling stops on every node before the
 * secret changes, since polling with the old one locks the mailbox; then each node is given the new one.
 */
export function phaseU(scene: Scene): Draft[] {
  const nodes = hostsOf(scene, 'SVC').filter((host) => componentOf(host, 'SVC'))
  const [first] = nodes
  if (!first) return []
  const change = changeSecret(scene, first, nodes)
  return [
    ...nodes.map((host) => () => stopPolling(host)),
    () => change,
    ...nodes.flatMap((host) => [() => renewSecret(scene, host, [change.id]), () => testMail(scene, host)]),
  ]
}

/** `svc@contoso.com`, or words where the mail option has no mailbox. */
const mailboxOf = ({ mail }: Environment): string => ('mailbox' in mail.delivery ? mail.delivery.mailbox : '')

function stopPolling(host: Host): PlanStep {
  return manualStep({
    step: 'U-01',
    target: host.target,
    title: 'Stop polling the mailbox',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 3,
    actions: [
      {
        text: say`Note what the value is now: ____________ (${typed('1')} polls; ${typed('0')}, or no answer, does not.)`,
        command: command`Get-ItemProperty -LiteralPath ${POLLING_KEY} -Name 'PollExchangeEnabled' | Select-Object -ExpandProperty 'PollExchangeEnabled'`,
      },
      {
        text: say`If it is ${typed('1')}: switch polling off and restart the service. Otherwise leave it.`,
        command: lines(
          command`Set-ItemProperty -LiteralPath ${POLLING_KEY} -Name 'PollExchangeEnabled' -Value 0`,
          command`Restart-Service -Name ${SERVICE}`,
        ),
      },
    ],
    expect: [say`${typed(SERVICE)} runs. The value is ${typed('0')}, or was never there.`],
    failures: [
      {
        symptom: say`The service does not start`,
        fix: say`Write the noted value back and start it again. Then stop and call the change lead.`,
      },
    ],
    undo: say`Write the noted value back and restart ${typed(SERVICE)}.`,
    source: 'SVC, advice',
  })
}

function changeSecret(scene: Scene, first: Host, nodes: readonly Host[]): PlanStep {
  const mailbox = mailboxOf(scene.environment)
  return manualStep({
    step: 'U-02',
    target: first.target,
    title: 'Change the password of the mailbox',
    who: 'owner of the mailbox, with the change lead',
    where: 'where the password is changed: Exchange, Microsoft 365 or the directory',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 5,
    after: nodes.map((host) => stepId('U-01', host.target)),
    before: [say`U-01 is done on every server of the MIM Service: ${list(nodes.map(({ server }) => server.name))}.`],
    actions: [
      {
        text:
          scene.environment.mail.delivery.option === 'F' || scene.environment.mail.delivery.option === 'G'
            ? say`Change the password of ${typed(mailbox)} to ${encrypted(scene) ? say`the one that was encrypted for this request` : say`a new one`}.`
            : say`Change the password of the mailbox.`,
        stop: say`A server that still polls with the old password locks the mailbox.`,
      },
      { text: say`Sign in to the mailbox with the new password once, from another computer.` },
    ],
    expect: [say`The mailbox opens with the new password.`],
    failures: [
      {
        symptom: say`The mailbox is locked`,
        fix: say`Unlock it. Look for a server that still polls, and repeat U-01 there.`,
      },
    ],
    undo: say`Set the old password again, where the password history allows it. It helps only before the old one is forgotten.`,
    source: 'inference, advice',
  })
}

const encrypted = ({ environment: { mail } }: Scene): boolean =>
  'password' in mail.delivery && mail.delivery.password === 'encrypted'

function testMail(scene: Scene, host: Host): PlanStep {
  return manualStep({
    step: 'U-04',
    target: host.target,
    title: 'Restart, poll again, and see a mail arrive',
    who: 'local admin',
    where: 'this server, and the mailbox of a test user',
    changes: true,
    window: 'conversion',
    minutes: 10,
    after: [stepId('U-03', host.target)],
    actions: [
      {
        text: say`Was the value of U-01 ${typed('1')}? Then write it back.`,
        command: command`Set-ItemProperty -LiteralPath ${POLLING_KEY} -Name 'PollExchangeEnabled' -Value 1`,
      },
      {
        text: say`Restart the service: it reads the password at its start only.`,
        command: command`Restart-Service -Name ${SERVICE}`,
      },
      { text: say`Make a request that needs an approval by mail. Wait for the mail.` },
      {
        text: say`Where people approve in Outlook: approve it there, and wait until the request in the MIM Portal says so.`,
      },
      { text: say`Read the log named ${typed('Forefront Identity Manager')} in the Event Viewer, newest first.` },
    ],
    expect: [
      say`The mail from ${typed(mailboxOf(scene.environment))} arrives. It is the only proof that the service can read the password.`,
      say`No new error names Exchange.`,
    ],
    failures: [
      {
        symptom: say`No mail within ten minutes`,
        fix: say`Run U-03 again with ${typed(`.\\${EXCHANGE_SCRIPT} -Ask -RestartService`)} and type the password. Still none? Enter it in Setup, change mode, mail page.`,
      },
    ],
    undo: say`Undo U-03, then write the noted value of U-01 back and restart ${typed(SERVICE)}.`,
    source: 'GMSA, SVC',
  })
}
