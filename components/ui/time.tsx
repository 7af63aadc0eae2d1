'use client'

import { useSyncExternalStore } from 'react'
import { type Moment, momentAsWritten, momentIn } from './time-words.ts'

const never = () => () => {}
const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone
const serverZone = () => 'UTC'

/** The zone of the person's clock; UTC until the page runs in the browser. */
export const useTimeZone = (): string => useSyncExternalStore(never, browserZone, serverZone)

type Show = 'date and time' | 'date' | 'clock' | 'clock with seconds'

interface TimeProps {
  /** ISO 8601. */
  readonly value: string
  readonly show?: Show
  /** Keeps the clock of the offset in `value`, and names it so: for windows, e.g. `CET`. */
  readonly zoneLabel?: string
  /** Left out where a table names its zone once. */
  readonly zone?: boolean
  /** Always say the year; else only when it is not this one. */
  readonly year?: boolean
  readonly className?: string
}

/** `Sat 28 Nov, 22:00 CET`, with the same moment in UTC as title. */
export function Time({ value, show = 'date and time', zoneLabel, zone = true, year = false, className }: TimeProps) {
  const here = useTimeZone()
  const instant = new Date(value)
  if (Number.isNaN(instant.getTime())) return <span className={className}>{value}</span>
  const moment = zoneLabel === undefined ? momentIn(instant, here) : momentAsWritten(value, zoneLabel)
  const utc = momentIn(instant, 'UTC')
  return (
    <time dateTime={value} title={`${utc.day}, ${utc.clockSeconds} UTC`} className={className}>
      {words(moment, show, year || moment.year !== new Date().getUTCFullYear(), zone)}
    </time>
  )
}

function words(moment: Moment, show: Show, withYear: boolean, withZone: boolean): string {
  const day = withYear ? moment.day : moment.shortDay
  const zone = withZone ? ` ${moment.zone}` : ''
  switch (show) {
    case 'date':
      return day
    case 'clock':
      return `${moment.clock}${zone}`
    case 'clock with seconds':
      return `${moment.clockSeconds}${zone}`
    case 'date and time':
      return `${day}, ${moment.clock}${zone}`
  }
}

/** The name of the person's zone, for a table that says it once: `times are CET`. */
export function ZoneName({ at }: { readonly at?: string }) {
  const here = useTimeZone()
  return <>{momentIn(at ? new Date(at) : new Date(), here).zone}</>
}
