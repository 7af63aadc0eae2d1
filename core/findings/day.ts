const MILLISECONDS_PER_DAY = 86_400_000

/** The UTC day of an ISO 8601 instant: `2026-12-04` of `2026-12-05T00:30:00+01:00`. */
export const dayOfInstant = (instant: string): string => new Date(Date.parse(instant)).toISOString().slice(0, 10)

/** The calendar day that many days later; days are `YYYY-MM-DD` and compare as text. */
export const addDays = (day: string, days: number): string =>
  dayOfInstant(new Date(Date.parse(`${day}T00:00:00Z`) + days * MILLISECONDS_PER_DAY).toISOString())
