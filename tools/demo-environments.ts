import { readFileSync } from 'node:fs'
import { type Environment, environmentSchema } from '#core/environment/environment.ts'
import type { Case } from '#core/statement/schemas.ts'

const WEEK_MS = 7 * 86_400_000

function sample(name: string): Environment {
  return environmentSchema.parse(JSON.parse(readFileSync(`public/samples/${name}.json`, 'utf8')))
}

/** The same moment some weeks later, written with the same offset. */
function later(instant: string, weeks: number): string {
  const [, clock = '', offset = 'Z'] = /T([\d:.]+)(Z|[+-]\d\d:\d\d)$/.exec(instant) ?? []
  const minutes =
    offset === 'Z' ? 0 : Number(`${offset[0]}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4)))
  const local = new Date(Date.parse(instant) + minutes * 60_000 + weeks * WEEK_MS)
  return `${local.toISOString().slice(0, 10)}T${clock}${offset}`
}

function moved(environment: Environment, weeks: number): Environment {
  const { schedule } = environment
  const windows = Object.fromEntries(
    Object.entries(schedule.windows).map(([group, window]) => [
      group,
      window && { notBefore: later(window.notBefore, weeks), notAfter: later(window.notAfter, weeks) },
    ]),
  ) as Environment['schedule']['windows']
  const backup = schedule.databaseBackupAt
  return {
    ...environment,
    schedule: { ...schedule, windows, databaseBackupAt: backup === null ? null : later(backup, weeks) },
  }
}

/** A sample whose conversion window lies `weeksAhead` whole weeks, or a little more, in the future. */
export function demoEnvironment(name: 'contoso' | 'fabrikam', now: Date, weeksAhead: number): Environment {
  const environment = sample(name)
  const start = environment.schedule.windows.conversion?.notBefore ?? now.toISOString()
  const wanted = now.getTime() + weeksAhead * WEEK_MS
  return moved(environment, Math.ceil((wanted - Date.parse(start)) / WEEK_MS))
}

/** Nobody approves by mail in Contoso: the one warning that its owners live with (rule M08). */
export function withMailWarning(environment: Environment): Environment {
  return { ...environment, mail: { ...environment.mail, approvalsByMail: true } }
}

export const MAIL_ACKNOWLEDGEMENT: Case['acknowledgements'][number] = {
  ruleId: 'M08',
  path: '/mail/approvalsByMail',
  reason: 'Approvals are given in the MIM Portal until the mail relay has moved, CHG-117950.',
}
