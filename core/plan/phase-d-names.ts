import type { Component } from '#core/environment/environment.ts'
import type { PlanStep } from './plan.ts'
import { accountOf, type ManagedAccount, oldName, type Scene } from './scene.ts'
import { directoryStep, manualStep, stepId, undoByRunner } from './step.ts'
import { stopOf } from './stops.ts'
import { command, lines, list, say, typed } from './text.ts'

/** SPNs that leave one old account for one managed account. */
export interface SpnMove {
  readonly subject: string
  readonly account: ManagedAccount
  readonly component: Component
  readonly names: readonly string[]
}

/** One move per component with SPNs; components that share an account are told apart by their key. */
export function spnMoves(scene: Scene): SpnMove[] {
  const moves = new Map<string, SpnMove>()
  for (const component of scene.environment.components) {
    if (component.servicePrincipalNames.length === 0) continue
    const account = accountOf(scene, component)
    const shared = account.components.filter((part) => part.servicePrincipalNames.length > 0).length > 1
    const subject = shared ? `${account.name}.${component.component}` : account.name
    const names = [...(moves.get(subject)?.names ?? []), ...component.servicePrincipalNames]
    moves.set(subject, { subject, account, component, names: [...new Set(names)] })
  }
  return [...moves.values()]
}

export const spnMoveId = (move: SpnMove): string => stepId('D-07', 'directory', move.subject)

/** Moves that a component on these keys needs before its wizard starts. */
export const spnMoveIds = (scene: Scene, ...keys: readonly string[]): string[] =>
  spnMoves(scene)
    .filter((move) => keys.includes(move.component.component))
    .map(spnMoveId)

/** Removal stands before the addition: a domain controller since 2012 R2 refuses a second holder. */
export function servicePrincipalNames(scene: Scene, move: SpnMove): PlanStep {
  const { account, component, names } = move
  const old = oldName(component)
  const id = spnMoveId(move)
  const former = scene.oldAccounts.find((candidate) => candidate.components.includes(component))
  const reachable = account.reachable && (former?.reachable ?? true)
  const add = command`Set-ADServiceAccount -Identity ${account.name} -ServicePrincipalNames @{ Add = ${names} } -Server ${account.controller}`
  const holders = say`${list(names)}: one holder each, ${typed(account.full)}.`
  const fields: Parameters<typeof directoryStep>[1] = {
    step: 'D-07',
    target: 'directory',
    subject: move.subject,
    title: `Move the SPNs of ${component.component} to the managed account`,
    who: 'domain admin',
    where: 'admin workstation with RSAT',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 3,
    after: [
      stepId('A-04', 'directory', component.oldAccount.name),
      stepId('D-05', 'directory', account.name),
      ...stopOf(scene, component),
    ],
    before: [say`The service that uses these SPNs is stopped. Its operator has said so by phone.`],
    first: [
      {
        text: say`See who holds them now: ${typed(old)}, or nobody.`,
        command: lines(...names.map((name) => command`setspn.exe -F -Q ${name}`)),
      },
    ],
    stop: say`Removal comes first, then the addition. The other order is refused with error 8647 (0x21C7).`,
    runs: lines(
      ...names.map((name) => command`setspn.exe -D ${name} ${old}`),
      ...(reachable ? [add] : names.map((name) => command`setspn.exe -F -Q ${name}`)),
    ),
    last: [
      ...(reachable
        ? []
        : [
            {
              text: say`Wait until the search finds nobody; repeat it. Then add the names.`,
              stop: say`The global catalog must have dropped the old holder. Adding earlier is refused, or makes two holders.`,
              command: add,
            },
          ]),
      {
        text: say`Repeat the first line on each domain controller that serves MIM, SharePoint, clients and PCNS. Wait until all agree.`,
      },
      {
        text: say`Discard old tickets on the portal servers and those domain controllers. Other clients log off.`,
        command: 'klist.exe -li 0x3e7 purge',
      },
    ],
    expect: [say`${typed('Changed')}. ${holders}`],
    failures: [
      {
        symptom: say`Error 8647, event 2974`,
        fix: say`Another account still holds the SPN. ${typed('setspn.exe -F -Q')} names it. A third one? STOP, ask its owner.`,
      },
      {
        symptom: say`One domain controller shows the old holder`,
        fix: say`Replication. Wait fifteen minutes, or run ${typed('repadmin.exe /syncall')} there.`,
      },
    ],
    undo: say`${undoByRunner(id)} It restores the holder that was recorded, in the reverse order.`,
    source: 'GMSA, SPNU',
    parameters: {
      code: 'D-07',
      values: { Account: account.name, OldAccount: component.oldAccount.name, ServicePrincipalNames: [...names] },
    },
  }
  return directoryStep(
    reachable,
    fields,
    [holders],
    say`In the reverse order: ${typed('Set-ADServiceAccount')} with ${typed('@{ Remove = … }')}, wait, then ${typed('setspn.exe -S')} for ${typed(old)}.`,
  )
}

type Mode = Component['delegation']['mode']

/** Constrained, Kerberos only; the wider kinds that rules D01 and D03 warn of are set by hand, by whoever accepted them. */
export function delegation(scene: Scene): PlanStep[] {
  return scene.accounts.flatMap((account) => {
    const modes = new Set<Mode>(account.components.map((component) => component.delegation.mode))
    const targets = [
      ...new Set(
        account.components
          .filter(({ delegation: { mode } }) => mode === 'constrained' || mode === 'any-protocol')
          .flatMap((component) => component.delegation.targets),
      ),
    ]
    if (modes.has('unconstrained')) return [widened(account, [])]
    if (targets.length === 0) return []
    return [modes.has('any-protocol') ? widened(account, targets) : constrained(account, targets)]
  })
}

export const delegationIds = (scene: Scene): string[] => delegation(scene).map((step) => step.id)

function constrained(account: ManagedAccount, targets: readonly string[]): PlanStep {
  const id = stepId('D-08', 'directory', account.name)
  const fields: Parameters<typeof directoryStep>[1] = {
    step: 'D-08',
    target: 'directory',
    subject: account.name,
    title: 'Constrained delegation of the managed account',
    who: 'domain admin with the right to enable delegation',
    where: 'admin workstation with RSAT',
    changes: true,
    window: 'directory',
    minutes: 3,
    after: [stepId('D-05', 'directory', account.name)],
    stop: say`Microsoft's pages also switch on unconstrained delegation. Do not: any user of the service could then be impersonated.`,
    runs: lines(
      command`Set-ADServiceAccount -Identity ${account.name} -Add @{ 'msDS-AllowedToDelegateTo' = ${targets} } -Server ${account.controller}`,
      command`Set-ADAccountControl -Identity ${`${account.name}$`} -TrustedForDelegation $false -TrustedToAuthForDelegation $false -Server ${account.controller}`,
    ),
    expect: [
      say`${typed('Changed')}. The list shows ${list(targets)}; both flags are ${typed('False')}.`,
      say`The portal's SharePoint account keeps its list: the SPN names stay the same.`,
    ],
    failures: [
      {
        symptom: say`A required privilege is not held`,
        fix: say`Your account lacks the right to enable delegation on the domain controller. Use a domain admin.`,
      },
    ],
    undo: say`${undoByRunner(id)} It restores the recorded list and clears nothing else.`,
    source: 'PREP, KERBWIKI, MIMDocs#284',
    parameters: { code: 'D-08', values: { Account: account.name, Targets: [...targets] } },
  }
  return directoryStep(
    account.reachable,
    fields,
    [say`The list shows ${list(targets)}; both flags are ${typed('False')}.`],
    say`${typed('Set-ADServiceAccount')} with the list that was there before; the account is new, so it was empty.`,
  )
}

/** Delegation beyond the default: with protocol transition to a list, or to every service. */
function widened(account: ManagedAccount, targets: readonly string[]): PlanStep {
  const everywhere = targets.length === 0
  const identity = `${account.name}$`
  return manualStep({
    step: 'D-08',
    target: 'directory',
    subject: account.name,
    title: everywhere ? 'Unconstrained delegation, as accepted' : 'Delegation with protocol transition, as accepted',
    who: 'domain admin with the right to enable delegation',
    where: 'admin workstation with RSAT',
    changes: true,
    window: 'directory',
    minutes: 5,
    after: [stepId('D-05', 'directory', account.name)],
    before: [say`The person who accepted this in the request has signed here: ____________`],
    actions: [
      {
        text: say`Set the delegation.`,
        stop: everywhere
          ? say`Anyone who signs in to this service can then be impersonated anywhere in the forest.`
          : say`The service may then act for users who never signed in to it, within this list.`,
        command: everywhere
          ? command`Set-ADAccountControl -Identity ${identity} -TrustedForDelegation $true -TrustedToAuthForDelegation $false -Server ${account.controller}`
          : lines(
              command`Set-ADServiceAccount -Identity ${account.name} -Add @{ 'msDS-AllowedToDelegateTo' = ${targets} } -Server ${account.controller}`,
              command`Set-ADAccountControl -Identity ${identity} -TrustedForDelegation $false -TrustedToAuthForDelegation $true -Server ${account.controller}`,
            ),
      },
      {
        text: say`Read it back.`,
        command: command`Get-ADServiceAccount -Identity ${account.name} -Properties 'msDS-AllowedToDelegateTo',TrustedForDelegation,TrustedToAuthForDelegation -Server ${account.controller}`,
      },
    ],
    expect: [
      everywhere
        ? say`${typed('TrustedForDelegation')} is ${typed('True')}; the list is empty.`
        : say`The list shows ${list(targets)}; ${typed('TrustedToAuthForDelegation')} is ${typed('True')}.`,
    ],
    failures: [
      {
        symptom: say`A required privilege is not held`,
        fix: say`Your account lacks the right to enable delegation on the domain controller. Use a domain admin.`,
      },
    ],
    undo: say`${typed(command`Set-ADAccountControl -Identity ${identity} -TrustedForDelegation $false -TrustedToAuthForDelegation $false -Server ${account.controller}`)}`,
    source: 'GMSA, WSD, MIMDocs#284',
  })
}
