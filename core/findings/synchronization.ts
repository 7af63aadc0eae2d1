import { BUILDS, compareBuilds } from '#core/environment/build-number.ts'
import { componentsOf, installationsOf } from '#core/environment/describe.ts'
import { buildsAtConversion } from './builds.ts'
import type { Rule } from './finding.ts'
import { quoted } from './wording.ts'

export const T04: Rule = {
  id: 'T04',
  severity: 'error',
  source: 'CERTSRV',
  title: 'With a standby the Sync groups are groups of a domain.',
  *check(environment) {
    const standby = installationsOf(environment, 'SYNC').find(({ installation }) => installation.node === 'standby')
    if (!standby || environment.syncGroups.kind !== 'local') return
    yield {
      path: '/syncGroups/kind',
      message: `${quoted(standby.server.name)} is a standby, and the Sync groups are local to one server. A standby needs groups of a domain: change them by Setup first.`,
    }
  },
}

export const T19: Rule = {
  id: 'T19',
  severity: 'error',
  source: 'VH',
  title: '"Use MIMSync Account" (mode A) has a Sync service that is converted, at SP2 (4.6.34.0) or newer.',
  *check(environment) {
    if (environment.mimServiceAgent.mode !== 'sync-account' || componentsOf(environment, 'SVC').length === 0) return
    const path = '/mimServiceAgent/mode'
    if (componentsOf(environment, 'SYNC').length === 0) {
      yield {
        path,
        message:
          'The MIM MA would borrow the identity of Sync (mode A), and Sync is not converted in this plan. Add SYNC, or keep an ordinary account (mode B).',
      }
      return
    }
    const early = buildsAtConversion(environment).find(
      ({ component, number }) =>
        (component === undefined || component === 'SYNC') && number !== null && compareBuilds(number, BUILDS.sp2) < 0,
    )
    if (!early) return
    yield {
      path,
      message: `"Use MIMSync Account" came with SP2 (4.6.34.0), and Sync has build ${early.text}. Install SP2 first, or keep an ordinary account (mode B).`,
    }
  },
}

export const T20: Rule = {
  id: 'T20',
  severity: 'error',
  source: 'PREP',
  title: 'In mode A network logon is not denied to the Sync account.',
  *check({ mimServiceAgent, components }) {
    const { mode, networkLogonDenied } = mimServiceAgent
    if (mode !== 'sync-account' || networkLogonDenied !== 'yes') return
    if (!components.some(({ component }) => component === 'SYNC')) return
    yield {
      path: '/mimServiceAgent/networkLogonDenied',
      message:
        'A policy denies network logon to the Sync account, and the MIM MA would use it (mode A). The MIM MA needs network logon: take the account out of that policy, or use mode B.',
    }
  },
}

/** Two names for one group in Microsoft's pages: one creates the first, another says to type the second. */
const CONFUSED = ['mimsyncpasswordset', 'mimsyncpasswordreset']

export const T21: Rule = {
  id: 'T21',
  severity: 'warning',
  source: 'MIMDocs#235',
  title: 'The real name of the Sync password group is known, not copied from a page.',
  *check({ components, syncGroups }) {
    if (!components.some(({ component }) => component === 'SYNC')) return
    const { passwordSet, passwordSetConfirmed } = syncGroups
    if (passwordSet === '') {
      yield {
        path: '/syncGroups/passwordSet',
        message:
          "The Sync password group has no name. Check its real name in change mode: Microsoft's pages disagree between MIMSyncPasswordSet and MIMSyncPasswordReset.",
      }
    } else if (!passwordSetConfirmed && CONFUSED.includes(passwordSet.toLowerCase())) {
      yield {
        path: '/syncGroups/passwordSet',
        message: `${quoted(passwordSet)} is one of two names that Microsoft's pages give this group, MIMSyncPasswordSet and MIMSyncPasswordReset. Read the real one from the installation, and confirm it.`,
      }
    }
  },
}

export const T22: Rule = {
  id: 'T22',
  severity: 'warning',
  source: 'azurecloudai.blog',
  title: 'MIM does not manage the Sync groups itself.',
  *check({ components, syncGroups }) {
    if (syncGroups.managedByMim !== 'yes' || !components.some(({ component }) => component === 'SYNC')) return
    yield {
      path: '/syncGroups/managedByMim',
      message:
        'MIM manages its own Sync groups, and does not know the new account: its next export would remove it. Take these groups out of its scope before D-06.',
    }
  },
}
