import type { ComponentKey, UnconvertedKey } from '#core/environment/vocabulary.ts'

/** A service in two words, below its key. */
export const SERVICE_NAMES: Readonly<Record<ComponentKey, string>> = {
  SYNC: 'Synchronization',
  SVC: 'MIM Service',
  REG: 'SSPR Registration',
  RST: 'SSPR Reset',
  PAMREST: 'PAM REST API',
  PAMMON: 'PAM Monitoring',
  PAMCOMP: 'PAM Component',
}

/** Why a part stays on an ordinary account, and what to do instead (GMSA, PREP). */
export const STAYING: Readonly<
  Record<UnconvertedKey, { readonly name: string; readonly advice: string; readonly source: string }>
> = {
  PORTAL: {
    name: 'MIM Portal in SharePoint',
    advice: 'SharePoint can not run as a gMSA. Keep the farm account; SharePoint changes its password by itself.',
    source: 'GMSA, PREP',
  },
  CM: {
    name: 'Certificate Management',
    advice: 'Microsoft does not support a gMSA here. Keep the ordinary accounts.',
    source: 'GMSA, PREP',
  },
  BHOLD: {
    name: 'BHOLD suite',
    advice: 'Microsoft does not support a gMSA here. Keep the ordinary accounts.',
    source: 'GMSA, PREP',
  },
  MA: {
    name: 'Management agents',
    advice: 'Connectors keep their accounts. The MIM Service MA may borrow the identity of SYNC (G-07).',
    source: 'MA, VH',
  },
}
