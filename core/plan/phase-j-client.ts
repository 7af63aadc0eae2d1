import { portalAddress, portalHostName } from './names.ts'
import { spnMoves } from './phase-d-names.ts'
import { passwordChangeNotification } from './phase-f-pcns.ts'
import { approvalAction } from './phase-g-mail.ts'
import type { PlanStep } from './plan.ts'
import { hostsOf, type Scene } from './scene.ts'
import { manualStep, readOnly, stepId } from './step.ts'
import { serviceReady, syncReady } from './stops.ts'
import { command, label, say, typed } from './text.ts'

const WHERE = 'client in the domain'

/** What users see. */
export function clientChecks(scene: Scene): PlanStep[] {
  if (hostsOf(scene, 'SVC').length === 0) return []
  return [portal(scene), approval(scene), ...passwordReset(scene), ...ticket(scene)]
}

function portal(scene: Scene): PlanStep {
  return manualStep({
    step: 'J-03',
    target: 'client',
    title: 'The MIM Portal opens without a login prompt',
    who: 'ordinary test user',
    where: WHERE,
    changes: false,
    window: 'checks',
    minutes: 5,
    after: serviceReady(scene),
    actions: [
      { text: say`Sign out and in again, so that no old ticket is left.` },
      { text: say`Open the MIM Portal as users do: ${typed(portalAddress(scene))}` },
      { text: say`Open your own entry. Change nothing.` },
    ],
    expect: [say`The page opens without a login prompt and shows your entry.`],
    failures: [
      {
        symptom: say`A login prompt, or an error page`,
        fix: say`Check D-07 and D-08, purge tickets on the portal server, run ${typed('iisreset.exe')} there.`,
      },
      { symptom: say`Not mended by the agreed hour`, fix: say`Go to R-02.` },
    ],
    undo: readOnly,
    source: 'PREP, KERBWIKI',
  })
}

function approval(scene: Scene): PlanStep {
  return manualStep({
    step: 'J-04',
    target: 'client',
    title: 'A request is approved',
    who: 'test user and approver',
    where: WHERE,
    changes: false,
    window: 'checks',
    minutes: 15,
    after: [stepId('J-03', 'client')],
    actions: [
      { text: say`As the test user, send a request that needs an approval.` },
      { text: approvalAction(scene) },
      { text: say`As the test user, open ${label('Manage My Requests')}.` },
    ],
    expect: [say`The request is ${typed('Completed')}.`],
    failures: [
      {
        symptom: say`It stays at ${typed('Authorizing')}`,
        fix: say`Restart ${typed('FIMService')} once. Open approvals of before stay too? The service partition changed: repeat G-05 with the recorded name.`,
      },
      ...(scene.environment.mail.delivery.option === 'I'
        ? []
        : [
            {
              symptom: say`No mail comes`,
              fix: say`Read the Application log of the MIM Service server. Wrong mailbox or secret: repeat G-02 to G-05 and type it again.`,
            },
          ]),
    ],
    undo: say`Withdraw the test request.`,
    source: 'SVC, PAMHA',
  })
}

function passwordReset(scene: Scene): PlanStep[] {
  const { inUse } = scene.environment.passwordChangeNotification
  const registration = hostsOf(scene, 'REG').length > 0
  const reset = hostsOf(scene, 'RST').length > 0
  if (!inUse && !registration && !reset) return []
  const notification = passwordChangeNotification(scene).map((step) => step.id)
  return [
    manualStep({
      step: 'J-05',
      target: 'client',
      title: 'Passwords: register, reset, change',
      who: 'ordinary test user',
      where: WHERE,
      changes: false,
      window: 'checks',
      minutes: 20,
      after: [
        ...serviceReady(scene),
        ...notification,
        ...(registration || reset ? hostsOf(scene, 'SVC').map((host) => stepId('H-03', host.target)) : []),
        ...syncReady(scene),
      ],
      actions: [
        ...(registration
          ? [{ text: say`Open ${typed(portalHostName(scene, 'REG'))} and register a test user for password reset.` }]
          : []),
        ...(reset
          ? [
              {
                text: say`Open ${typed(portalHostName(scene, 'RST'))} and reset the password of that user. Sign in with the new one.`,
              },
            ]
          : []),
        ...(inUse
          ? [
              {
                text: say`Change the password of a test user with Ctrl+Alt+Del. Wait two minutes. Sign in to a connected system with it.`,
              },
            ]
          : []),
      ],
      expect: [
        say`All flows end without an error.`,
        ...(inUse ? [say`No domain controller logs event ${typed('6025')}.`] : []),
      ],
      failures: [
        {
          symptom: say`Registration asks for a login again and again`,
          fix: say`Check H-02 and the ${typed('http/')} SPN of D-07. Purge tickets on this client.`,
        },
        {
          symptom: say`The reset ends with an error at the last page`,
          fix: say`Check E-05 and D-06: the MIM Service may not call the Sync server.`,
        },
        { symptom: say`Event ${typed('6025')}`, fix: say`Check F-06.` },
      ],
      undo: say`Reset the password of the test user.`,
      source: 'PWD, PCNSDOC, SSPRDOC',
    }),
  ]
}

function ticket(scene: Scene): PlanStep[] {
  const names = spnMoves(scene)
    .filter((move) => move.component.component === 'SVC')
    .flatMap((move) => move.names)
  const [name] = names
  if (name === undefined) return []
  return [
    manualStep({
      step: 'J-07',
      target: 'client',
      title: 'The ticket is encrypted with AES-256',
      who: 'ordinary test user',
      where: WHERE,
      changes: false,
      window: 'checks',
      minutes: 2,
      after: [stepId('J-03', 'client')],
      actions: [{ text: say`Ask for a ticket and read it.`, command: command`klist.exe get ${name}` }],
      expect: [
        say`The ticket of ${typed(name)} shows ${typed('AES-256-CTS-HMAC-SHA1-96')} as ${label('KerbTicket Encryption Type')}.`,
      ],
      failures: [
        {
          symptom: say`${typed('RSADSI RC4-HMAC')}`,
          fix: say`The account allows no AES, or the client does not. Compare the encryption types of D-05.`,
        },
        {
          symptom: say`${typed('0xc000018b')} or target unknown`,
          fix: say`No account holds the SPN. Check D-07 and replication.`,
        },
      ],
      undo: readOnly,
      source: 'WSD, learn: klist',
    }),
  ]
}
