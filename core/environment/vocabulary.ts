import { z } from 'zod'

/** Text as a person typed it: bounded, and well formed UTF-16 (an unpaired surrogate fits in no UTF-8 file). Rule N13 judges the characters. */
export const text = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .refine((value) => value.isWellFormed(), { error: 'holds an unpaired surrogate, which no UTF-8 file can carry' })

/** A name of something in the directory, DNS or SQL. Its form is judged by the rules, so that a draft with a wrong name can be kept. */
export const name = text(255)

/** ISO 8601 instant with offset, e.g. `2026-11-28T22:00:00+01:00`. */
export const instant = z.iso.datetime({ offset: true })

/** A calendar day, e.g. `2027-04-01`. */
export const day = z.iso.date()

/** What discovery or a person knows of a fact: "nothing seen" is not "absent". */
export const fact = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('status', [
    z.strictObject({ status: z.literal('found'), value }),
    z.strictObject({ status: z.literal('absent') }),
    z.strictObject({ status: z.literal('unknown') }),
  ])

/** An answer that a person must give; `unknown` until then. */
export const answer = z.enum(['yes', 'no', 'unknown'])

export const COMPONENTS = ['SYNC', 'SVC', 'REG', 'RST', 'PAMREST', 'PAMMON', 'PAMCOMP'] as const
export const UNCONVERTED = ['PORTAL', 'CM', 'BHOLD', 'MA'] as const
export const OPERATING_SYSTEMS = ['2008R2', '2012', '2012R2', '2016', '2019', '2022', '2025'] as const
export const FUNCTIONAL_LEVELS = ['2003', '2008', '2008R2', '2012', '2012R2', '2016', '2025'] as const
export const SQL_VERSIONS = ['2008R2', '2012', '2014', '2016', '2017', '2019', '2022'] as const
/** Window groups in the order in which they are opened. */
export const WINDOW_GROUPS = ['directory', 'software', 'conversion', 'checks', 'decommission'] as const

/** A component that can run as a gMSA (Microsoft's guide, "Conversion of MIM Specific Services to gMSA"). */
export type ComponentKey = (typeof COMPONENTS)[number]
export type UnconvertedKey = (typeof UNCONVERTED)[number]
export type WindowGroup = (typeof WINDOW_GROUPS)[number]
