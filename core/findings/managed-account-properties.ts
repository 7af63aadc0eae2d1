import type { Component, Environment } from '#core/environment/environment.ts'
import { pointer } from '#core/environment/pointer.ts'
import type { Rule } from './finding.ts'

const SHORT_INTERVAL_DAYS = 7
const LONG_INTERVAL_DAYS = 90

interface Described {
  readonly component: Component
  readonly account: Component['managedAccount']
  /** JSON Pointer of `managedAccount`. */
  readonly path: string
}

const described = (environment: Environment): Described[] =>
  environment.components.map((component, index) => ({
    component,
    account: component.managedAccount,
    path: pointer('components', index, 'managedAccount'),
  }))

const isInterval = (days: number): boolean => Number.isInteger(days) && days >= 1

export const F10: Rule = {
  id: 'F10',
  severity: 'error',
  source: 'PSD',
  title: 'The password interval is a whole number of days, 1 or more.',
  *check(environment) {
    for (const { account, component, path } of described(environment)) {
      if (isInterval(account.passwordIntervalDays)) continue
      yield {
        path: `${path}/passwordIntervalDays`,
        message: `The password interval of ${component.component} is ${account.passwordIntervalDays}. Give whole days, 1 or more; Windows uses 30.`,
      }
    }
  },
}

export const F16: Rule = {
  id: 'F16',
  severity: 'warning',
  source: 'PSD, house rule',
  title: 'The password interval is 7 to 90 days.',
  *check(environment) {
    for (const { account, component, path } of described(environment)) {
      const days = account.passwordIntervalDays
      if (!isInterval(days) || (days >= SHORT_INTERVAL_DAYS && days <= LONG_INTERVAL_DAYS)) continue
      yield {
        path: `${path}/passwordIntervalDays`,
        message: `The password interval of ${component.component} is ${days} days, which is unusual and can only be set at creation. Use 30, or say why not.`,
      }
    }
  },
}

export const F11: Rule = {
  id: 'F11',
  severity: 'information',
  source: 'PSD',
  title: 'An account that exists has the planned password interval.',
  *check(environment) {
    for (const { account, component, path } of described(environment)) {
      const { existing, passwordIntervalDays } = account
      if (existing.status !== 'found' || existing.value.passwordIntervalDays === passwordIntervalDays) continue
      yield {
        path: `${path}/passwordIntervalDays`,
        message: `The account of ${component.component} exists with an interval of ${existing.value.passwordIntervalDays} days; planned are ${passwordIntervalDays}. Only creating it anew changes that.`,
      }
    }
  },
}

export const F12: Rule = {
  id: 'F12',
  severity: 'error',
  source: 'WSD',
  title: 'Kerberos encryption has an AES type.',
  *check(environment) {
    for (const { account, component, path } of described(environment)) {
      if (account.encryptionTypes.some((type) => type === 'AES128' || type === 'AES256')) continue
      const chosen = account.encryptionTypes.length === 0 ? 'none' : `only ${account.encryptionTypes.join(', ')}`
      yield {
        path: `${path}/encryptionTypes`,
        message: `The account of ${component.component} has ${chosen} as Kerberos encryption. Use AES128 and AES256.`,
      }
    }
  },
}

const groupFix = (path: string) => ({ label: 'Use a group account (gMSA)', path: `${path}/kind`, value: 'group' })

export const F13: Rule = {
  id: 'F13',
  severity: 'error',
  source: 'WSD',
  title: 'No account is a delegated managed account (dMSA).',
  *check(environment) {
    for (const { account, component, path } of described(environment)) {
      if (account.kind !== 'delegated') continue
      yield {
        path: `${path}/kind`,
        message: `${component.component} is planned with a delegated account (dMSA). No page documents that for MIM: use a group managed service account.`,
        fix: groupFix(path),
      }
    }
  },
}

export const F14: Rule = {
  id: 'F14',
  severity: 'error',
  source: 'PSD, GMSA',
  title: 'No account is a standalone managed account (sMSA), which one computer alone can use.',
  *check(environment) {
    for (const { account, component, path } of described(environment)) {
      if (account.kind !== 'standalone') continue
      const nodes = component.servers.length
      yield {
        path: `${path}/kind`,
        message:
          nodes > 1
            ? `${component.component} runs on ${nodes} servers, and a standalone account works on one computer alone. Use a group managed service account.`
            : `${component.component} is planned with a standalone account. Microsoft's guide converts to group accounts alone: use a group managed service account.`,
        fix: groupFix(path),
      }
    }
  },
}
