import type { PlanStep } from './plan.ts'
import type { Scene } from './scene.ts'
import { automatedStep, readOnly, stepId } from './step.ts'
import { command, lines, say, typed } from './text.ts'

/** A-05 and A-06: what phase D needs of the forest, read and judged by the runner before anything is changed. */
export const preflight = (scene: Scene): PlanStep[] => [forestReadiness(scene), replication()]

function forestReadiness(scene: Scene): PlanStep {
  const { status } = scene.environment.forest.kdsRootKeys
  return automatedStep({
    step: 'A-05',
    target: 'directory',
    title: 'Preflight: is the forest ready for the planned accounts?',
    who: 'domain admin; with fewer rights the root keys stay unknown',
    where: 'a domain controller, or an admin workstation with RSAT',
    changes: false,
    minutes: 5,
    after: [stepId('A-08', 'directory')],
    runs: lines(
      '(Get-ADObject -Identity (Get-ADRootDSE).schemaNamingContext -Properties objectVersion).objectVersion',
      'Get-ADDomainController -Filter * | Select-Object -Property Name,OperatingSystem,IsReadOnly',
      'Get-ADForest | Select-Object -Property ForestMode',
      'Get-KdsRootKey | Select-Object -Property KeyId,CreationTime,EffectiveTime',
      ...scene.accounts.map(
        ({ name }) => command`Get-ADObject -LDAPFilter ${`(sAMAccountName=${name}$)`} -SearchBase '' -Server ':3268'`,
      ),
      'setspn.exe -X -F',
    ),
    expect: [
      say`${typed('AlreadyOk')}. The schema has version ${typed('56')} or higher; a writable domain controller runs Windows Server 2012 or newer.`,
      say`No planned account name is taken in the forest. No planned SPN is on an account that this plan does not know.`,
      say`Sentences behind ${typed('AlreadyOk')} stop nothing. Read each to the change lead: levels, age of the root key, hosts that need D-04, accounts with another password interval or other encryption types, duplicate SPNs, domain controllers that do not answer on TCP ${typed('9389')}.`,
    ],
    failures: [
      {
        symptom: say`A lower version`,
        fix: say`STOP. Active Directory must be upgraded first; that is a project of its own.`,
      },
      {
        symptom: say`${typed('taken in this forest')}`,
        fix: say`STOP. Choose another name in the environment and have the plan approved again. Two accounts of one name end in wrong logons.`,
      },
      {
        symptom: say`${typed('which the plan does not know')}`,
        fix: say`Ask the owner of that account. Take the SPN off there before the window, or correct the environment.`,
      },
      {
        symptom: say`${typed('KDS root keys: unknown')}`,
        fix: say`Unknown is not absent. Have an administrator of the forest root domain run D-02 on a domain controller there. Add no key.`,
      },
    ],
    undo: readOnly,
    source: 'WSD, ADDSC, PSD, SPNU',
    parameters: { code: 'A-05', values: { MinimumSchemaVersion: '56', RootKey: status } },
  })
}

function replication(): PlanStep {
  return automatedStep({
    step: 'A-06',
    target: 'directory',
    title: 'Preflight: replication and clocks',
    who: 'domain admin',
    where: 'a domain controller, or an admin workstation with RSAT',
    changes: false,
    minutes: 5,
    after: [stepId('A-08', 'directory')],
    runs: lines('repadmin.exe /replsummary', 'w32tm.exe /monitor'),
    expect: [
      say`${typed('AlreadyOk')}. No domain controller of this domain has failed to receive changes.`,
      say`Each clock differs by less than ${typed('300')} seconds; above ${typed('60')} it is said.`,
    ],
    failures: [
      {
        symptom: say`${typed('did not receive')}`,
        fix: say`Mend replication before phase D. A new root key travels by replication.`,
      },
      { symptom: say`A clock is off`, fix: say`Mend the time service. Kerberos refuses more than five minutes.` },
      {
        symptom: say`A domain controller does not answer`,
        fix: say`It is unknown, not well. Ask its owner: is it to be removed, or is TCP ${typed('9389')} closed?`,
      },
    ],
    undo: readOnly,
    source: 'PSD, PCNSDOC',
    parameters: { code: 'A-06', values: { MaximumSkewSeconds: '300', WarningSkewSeconds: '60' } },
  })
}
