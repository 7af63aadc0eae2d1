import { isCore } from './consoles.ts'
import type { Action } from './plan.ts'
import { SERVICE_PRODUCT, SYNC_PRODUCT } from './products.ts'
import type { Host } from './scene.ts'
import { command, label, lines, say, typed } from './text.ts'

/** Starts the installer of an installed product; `appwiz.cpl` starts it without elevation. */
function startInstaller(product: string, log: string): string {
  return lines(
    command`$product = Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\*' | Where-Object -Property DisplayName -EQ -Value ${product}`,
    log === '' ? 'msiexec.exe /i $product.PSChildName' : command`msiexec.exe /i $product.PSChildName /l*v ${log}`,
  )
}

/** The installer of Service and Portal, with a verbose log. */
export const startServiceInstaller = (log: string): string => startInstaller(SERVICE_PRODUCT, log)

/**
 * The wizard of the Synchronization Service down to the question about the key set. A managed account has an empty password; an
 * ordinary one has its own.
 */
export function syncWizard(
  host: Host,
  account: { readonly name: string; readonly netbios: string },
  password: 'empty' | 'typed' = 'empty',
): Action[] {
  return [
    ...(isCore(host)
      ? [{ text: say`Start the installer.`, command: startInstaller(SYNC_PRODUCT, '') }]
      : [{ text: say`Run ${typed('appwiz.cpl')}. Select ${label(SYNC_PRODUCT)}.` }]),
    {
      text: isCore(host)
        ? say`Click ${label('Next')}, then ${label('Configure')}.`
        : say`Click ${label('Change')}, then ${label('Next')}, then ${label('Configure')}.`,
      stop: say`${label('Remove')} is below ${label('Configure')}. Remove uninstalls.`,
    },
    {
      text: say`Service account: clear the account name. Type ${typed(password === 'empty' ? `${account.name}$` : account.name)}`,
    },
    password === 'empty'
      ? { text: say`${label('Password')}: leave it empty.` }
      : { text: say`${label('Password')}: type the password of that account.` },
    { text: say`${label('Service Account Domain or local computer name')}: type ${typed(account.netbios)}` },
    {
      text: say`Click ${label('Next')}. The page with the groups? Change nothing. Click ${label('Next')}, then ${label('Install')}.`,
    },
  ]
}
