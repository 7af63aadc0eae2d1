import type { Action, Text } from './plan.ts'
import type { Host, Scene } from './scene.ts'
import { command, label, lines, list, say, typed } from './text.ts'

/*
 * The consoles of Windows that steps open. Server Core has none of them: there each action is a command.
 */

export const isCore = (host: Host): boolean => host.server.installationType === 'core'

/** The same for a machine that is known by its target alone. */
export function isCoreTarget(scene: Scene, target: string): boolean {
  const host = scene.hosts.find((candidate) => candidate.target === target)
  const replica = scene.sqlHosts.flatMap((sql) => sql.replicas).find((candidate) => candidate.target === target)
  return (host?.server ?? replica?.server)?.installationType === 'core'
}

/** `Open Synchronization Service Manager`, and what stands in its place. */
export const openManager = (scene: Scene, host: Host): Text =>
  isCore(host)
    ? say`Start ${typed(`${scene.program}\\Synchronization Service\\UIShell\\miisclient.exe`)}, or use ${label('Synchronization Service Manager')} of a server with a desktop`
    : say`Open ${label('Synchronization Service Manager')}`

export const openKeyManagement = (scene: Scene, host: Host): Action =>
  isCore(host)
    ? {
        text: say`Start ${label('Synchronization Service Key Management')} by its path.`,
        command: command`& ${`${scene.program}\\Synchronization Service\\Bin\\miiskmu.exe`}`,
      }
    : { text: say`Open Start. Run ${label('Synchronization Service Key Management')}.` }

/** A-08: the company's certificates in the stores of this machine. */
export const importCertificates = (core: boolean): Pick<Action, 'text' | 'command'> =>
  core
    ? {
        text: say`Import the company's signing chain: the root, then the signing certificate as a publisher.`,
        command: lines(
          "Import-Certificate -FilePath (Read-Host -Prompt 'Root certificate, path') -CertStoreLocation 'Cert:\\LocalMachine\\Root'",
          "Import-Certificate -FilePath (Read-Host -Prompt 'Signing certificate, path') -CertStoreLocation 'Cert:\\LocalMachine\\TrustedPublisher'",
        ),
      }
    : {
        text: say`Run ${typed('certlm.msc')}. Import the company's signing chain: root below ${label('Trusted Root Certification Authorities')}, signing certificate below ${label('Trusted Publishers')}.`,
      }

export const removeCertificate = (core: boolean): Action =>
  core
    ? {
        text: say`Remove the signing certificate, unless the company uses it elsewhere. Answer ${typed('Y')} for that one alone.`,
        command: "Get-ChildItem -Path 'Cert:\\LocalMachine\\TrustedPublisher' | Remove-Item -Confirm",
      }
    : {
        text: say`Run ${typed('certlm.msc')}. Delete the signing certificate below ${label('Trusted Publishers')}, unless the company uses it elsewhere.`,
      }

const INSTALLED =
  "Get-ItemProperty -Path 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\*' | Where-Object -Property DisplayName -Match -Value "

/** The list of installed programs, read as a command, so that it is the same everywhere. */
export const installedPrograms = (name: string): string =>
  `${INSTALLED}${command`${name}`} | Select-Object -Property DisplayName,DisplayVersion`

/** E-01: the right to log on as a service. */
export function grantServiceLogon(scene: Scene, host: Host, accounts: readonly string[]): Action[] {
  const owner = scene.environment.confirmations.userRightsPolicyOwner
  const named = owner === '' ? say`its owner` : typed(owner)
  if (isCore(host)) {
    const file = `${scene.backup}\\service-logon.inf`
    return [
      {
        text: say`A group policy owns this right? Have ${named} add ${list(accounts)} there, and leave out the next lines.`,
      },
      {
        text: say`Export the rights, and open the file.`,
        command: lines(command`secedit.exe /export /areas USER_RIGHTS /cfg ${file}`, command`notepad.exe ${file}`),
      },
      {
        text: say`At the end of the line ${typed('SeServiceLogonRight')} add a comma and each name: ${list(accounts)}. Save.`,
        stop: say`Remove nothing from that line. Delete every other line of the section before you import it.`,
      },
      {
        text: say`Import it.`,
        command: command`secedit.exe /configure /db ${`${scene.backup}\\service-logon.sdb`} /cfg ${file} /areas USER_RIGHTS`,
      },
    ]
  }
  return [
    {
      text: say`Run ${typed('secpol.msc')}. Open ${label('Local Policies')}, ${label('User Rights Assignment')}, ${label('Log on as a service')}.`,
    },
    { text: say`The buttons are grey? A group policy owns this right. Have ${named} add the account there.` },
    {
      text: say`Click ${label('Add User or Group')}, ${label('Object Types')}. Tick ${label('Service Accounts')}. Click ${label('OK')}.`,
    },
    ...accounts.map((account) => ({
      text: say`Type ${typed(account)} Click ${label('Check Names')}, ${label('OK')}.`,
    })),
    { text: say`Click ${label('OK')} to save.` },
  ]
}

/** E-05: DCOM and WMI for the MIM Service. */
export function grantRemoteManagement(host: Host, old: string, account: string): Action[] {
  if (isCore(host)) {
    return [
      {
        text: say`Let the account use DCOM, as ${typed(old)} may.`,
        command: command`Add-LocalGroupMember -SID 'S-1-5-32-562' -Member ${account}`,
      },
      {
        text: say`On a server with a desktop, run ${typed('wmimgmt')} and connect it to ${typed(host.server.fqdn)}. Open its properties, ${label('Security')}, ${typed('Root\\CIMV2')}.`,
      },
      { text: say`Read the rights of ${typed(old)}. Give ${typed(account)} the same.` },
    ]
  }
  return [
    {
      text: say`Run ${typed('dcomcnfg.exe')}. Open ${label('Component Services')}, ${label('Computers')}, ${label('My Computer')}, ${label('Properties')}, ${label('COM Security')}.`,
    },
    {
      text: say`In both ${label('Edit Limits')} dialogs, read the rights of ${typed(old)}. Give ${typed(account)} the same.`,
    },
    {
      text: say`Run ${typed('wmimgmt.msc')}. Open ${label('WMI Control')}, ${label('Properties')}, ${label('Security')}, ${typed('Root\\CIMV2')}, ${label('Security')}.`,
    },
    { text: say`Read the rights of ${typed(old)}. Give ${typed(account)} the same.` },
  ]
}

/** E-07: private keys of certificates. */
export function grantPrivateKeys(host: Host, accounts: readonly string[]): Action[] {
  if (isCore(host)) {
    return [
      {
        text: say`List certificates with private keys, and the files of their keys.`,
        command:
          "Get-ChildItem -Path 'Cert:\\LocalMachine\\My' | Where-Object -Property HasPrivateKey | Select-Object -Property Subject,Thumbprint,@{ Name = 'KeyFile'; Expression = { ([System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($_)).Key.UniqueName } }",
      },
      {
        text: say`For each that MIM or a connector uses: let ${list(accounts)} read its file below ${typed('%ProgramData%\\Microsoft\\Crypto')}.`,
        command: lines(
          ...accounts.map(
            (account) => command`icacls.exe (Read-Host -Prompt 'Full path of the key file') /grant ${`${account}:R`}`,
          ),
        ),
      },
    ]
  }
  return [
    {
      text: say`Run ${typed('certlm.msc')}. For each certificate that MIM or a connector uses: ${label('All Tasks')}, ${label('Manage Private Keys')}, add ${list(accounts)} with ${label('Read')}.`,
    },
  ]
}

/** The event log of PAM. */
export const readPamLog = (host: Host): Action =>
  isCore(host)
    ? {
        text: say`Read the last ten minutes of the log of PAM.`,
        command:
          "Get-WinEvent -ListLog '*Privileged Access Management*' | ForEach-Object -Process { Get-WinEvent -LogName $_.LogName -MaxEvents 20 }",
      }
    : {
        text: say`Run ${typed('eventvwr.msc')}. Open the log ${label('Privileged Access Management')}. Read its last ten minutes.`,
      }
