import type { Rule } from './finding.ts'

const MS_PER_MINUTE = 60_000
const MS_PER_DAY = 86_400_000
const MINIMUM_SOAK_DAYS = 30
const DAYS_AFTER_UPDATE = 7

export const W01: Rule = {
  id: 'W01',
  severity: 'warning',
  source: 'inference',
  title:
    'The conversion window holds the steps of the conversion, and half as much again. Judged once nothing else is wrong.',
  *check({ schedule }, { conversionMinutes }) {
    const { conversion } = schedule.windows
    if (conversion === null || conversionMinutes === undefined) return
    const has = Math.floor((Date.parse(conversion.notAfter) - Date.parse(conversion.notBefore)) / MS_PER_MINUTE)
    const needs = Math.ceil(conversionMinutes() * 1.5)
    if (has >= needs) return
    yield {
      path: '/schedule/windows/conversion',
      message: `The conversion window has ${has} minutes. It needs about ${needs}: all steps one after the other, and half as much again. Make it longer, or say how many people work at once.`,
    }
  },
}

export const W02: Rule = {
  id: 'W02',
  severity: 'warning',
  source: 'GMSA',
  title: 'No run profile, patch or reboot is scheduled in the conversion window.',
  *check({ schedule }) {
    if (schedule.overlapsConversion !== 'yes') return
    yield {
      path: '/schedule/overlapsConversion',
      message:
        'Run profiles, patches or reboots are scheduled inside the conversion window. Disable these schedules (F-01 disables run profiles alone), or move the window.',
    }
  },
}

export const W03: Rule = {
  id: 'W03',
  severity: 'warning',
  source: 'PSD',
  title: 'The soak lasts 30 days or longer.',
  *check({ schedule }) {
    if (schedule.soakDays >= MINIMUM_SOAK_DAYS) return
    yield {
      path: '/schedule/soakDays',
      message: `The soak lasts ${schedule.soakDays} days, less than one password roll. Use ${MINIMUM_SOAK_DAYS} or more, or say why not.`,
    }
  },
}

export const W04: Rule = {
  id: 'W04',
  severity: 'error',
  source: 'inference',
  title: 'The decommission window opens after the conversion and the soak.',
  *check({ schedule }) {
    const { conversion, decommission } = schedule.windows
    if (conversion === null || decommission === null) return
    const earliest = Date.parse(conversion.notAfter) + schedule.soakDays * MS_PER_DAY
    if (Date.parse(decommission.notBefore) >= earliest) return
    const until = new Date(earliest).toISOString().slice(0, 10)
    yield {
      path: '/schedule/windows/decommission',
      message: `The decommission begins before the soak of ${schedule.soakDays} days ends on ${until}. A rollback would be impossible: let the window open later.`,
    }
  },
}

export const W05: Rule = {
  id: 'W05',
  severity: 'error',
  source: 'GMSA',
  title: 'Somebody decides on a rollback, and the passwords of the old accounts are at hand.',
  *check({ components, confirmations }) {
    if (components.length === 0) return
    if (confirmations.rollbackOwner === '') {
      yield {
        path: '/confirmations/rollbackOwner',
        message:
          'Nobody is named who decides on a rollback. Enter a person or a team that can be called in the window.',
      }
    }
    if (confirmations.oldPasswordsAvailable !== 'yes') {
      yield {
        path: '/confirmations/oldPasswordsAvailable',
        message: `${confirmations.oldPasswordsAvailable === 'no' ? 'The passwords of the old accounts are not available.' : 'Nobody has said whether the passwords of the old accounts are available.'} The key export and every rollback need them: find them, or have them reset before.`,
      }
    }
  },
}

export const W06: Rule = {
  id: 'W06',
  severity: 'warning',
  source: 'house rule',
  title: 'An update of MIM ends at least 7 days before the conversion begins.',
  *check({ schedule, software }) {
    const { conversion, software: update } = schedule.windows
    if (software.route === 'current' || conversion === null || update === null) return
    const latest = Date.parse(conversion.notBefore) - DAYS_AFTER_UPDATE * MS_PER_DAY
    if (Date.parse(update.notAfter) <= latest) return
    const until = new Date(latest).toISOString().slice(0, 10)
    yield {
      path: '/schedule/windows/software',
      message: `The update (C-02) changes the databases for good, and the conversion follows in less than ${DAYS_AFTER_UPDATE} days. Let its window end by ${until}, or say why not.`,
    }
  },
}
