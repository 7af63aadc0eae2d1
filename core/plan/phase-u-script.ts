import type { Action, PlanStep } from './plan.ts'
import { serviceName } from './products.ts'
import { accountOf, componentOf, type Host, type Scene } from './scene.ts'
import { manualStep } from './step.ts'
import { say, typed } from './text.ts'

/** Gives the MIM Service the secret of its mailbox, encrypted as its managed account. */
export const EXCHANGE_SCRIPT = 'Update-ExchangePassword.ps1'
/** The secret of the bundle, where one was given. */
export const SECRET_FILE = 'exchange-password.cms'

const SERVICE = serviceName('SVC')
const run = (options: string): string => `.\\${EXCHANGE_SCRIPT} ${options}`

/**
 * U-03 on one server: the script replaces the one value that Setup wrote for the managed account. It reads service and account
 * from this step, so the step has parameters although a person carries it out.
 */
export function renewSecret(scene: Scene, host: Host, after: readonly string[]): PlanStep {
  const component = componentOf(host, 'SVC')
  const account = component ? accountOf(scene, component).full : ''
  const step = manualStep({
    step: 'U-03',
    target: host.target,
    title: 'Give the MIM Service the new password',
    who: 'local admin',
    where: 'this server, in the folder of the unpacked bundle',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 10,
    after,
    before: [say`${typed(SERVICE)} runs as ${typed(account)}: ${typed(`sc.exe qc ${SERVICE}`)}`],
    actions: [
      ...origin(scene),
      {
        text: say`Rehearse. Nothing is opened or written.`,
        command: run('-RestartService -WhatIf'),
      },
      {
        text: say`Run it. It restarts the service and asks whether a test mail arrived.`,
        command: run('-RestartService'),
        stop: say`Do not start Setup meanwhile: both install the same helper service for a moment.`,
      },
    ],
    expect: [say`The script ends with exit code ${typed('0')}: ${typed('$LASTEXITCODE')}`],
    failures: [
      {
        symptom: say`Exit code ${typed('2')}: it names what is not as planned`,
        fix: say`Nothing was changed. Where it finds no value of a managed account, or two, enter the password in Setup, change mode, mail page.`,
      },
      {
        symptom: say`Exit code ${typed('4')}: the mail did not arrive`,
        fix: say`Wait ten minutes, read the Application log, and go on with U-04.`,
      },
      {
        symptom: say`Exit code ${typed('5')}: the helper service is left behind`,
        fix: say`Run the command that the script shows. Otherwise the next Setup fails.`,
      },
    ],
    undo: say`${typed(run('-Undo -RestartService'))} It helps only while the old password is still valid.`,
    source: 'SCRIPT, GMSA',
  })
  return { ...step, parameters: { code: 'U-03', values: { Service: SERVICE, Account: account } } }
}

function origin({ environment: { mail } }: Scene): Action[] {
  const { delivery } = mail
  if ('password' in delivery && delivery.password === 'encrypted') {
    return [
      {
        text: say`The password comes with this bundle, in ${typed(SECRET_FILE)}. The script opens it with the certificate of this server; nobody types it. ${typed('-Ask')} asks for another one.`,
      },
    ]
  }
  return [
    { text: say`The owner of the mailbox is here and types the password twice. Nobody reads over their shoulder.` },
  ]
}
