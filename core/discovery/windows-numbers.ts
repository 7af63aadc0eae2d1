import type { FUNCTIONAL_LEVELS, OPERATING_SYSTEMS, SQL_VERSIONS } from '#core/environment/vocabulary.ts'

type OperatingSystem = (typeof OPERATING_SYSTEMS)[number]
type FunctionalLevel = (typeof FUNCTIONAL_LEVELS)[number]
type SqlVersion = (typeof SQL_VERSIONS)[number]

/** Build numbers of Windows Server (Microsoft: Windows Server release information). */
const BUILDS: Readonly<Record<number, OperatingSystem>> = {
  7600: '2008R2',
  7601: '2008R2',
  9200: '2012',
  9600: '2012R2',
  14393: '2016',
  17763: '2019',
  20348: '2022',
  26100: '2025',
}

/** msDS-Behavior-Version (MS-ADTS, section 6.1.4.2 to 6.1.4.4). */
const LEVELS: Readonly<Record<number, FunctionalLevel>> = {
  2: '2003',
  3: '2008',
  4: '2008R2',
  5: '2012',
  6: '2012R2',
  7: '2016',
  10: '2025',
}

/** Major version of ProductVersion (Microsoft: SQL Server build versions). */
const SQL: Readonly<Record<string, SqlVersion>> = {
  '10.50': '2008R2',
  '11.0': '2012',
  '12.0': '2014',
  '13.0': '2016',
  '14.0': '2017',
  '15.0': '2019',
  '16.0': '2022',
}

export const operatingSystemOf = (build: number): OperatingSystem | undefined => BUILDS[build]

export const functionalLevelOf = (level: number): FunctionalLevel | undefined => LEVELS[level]

/** `14.0.3456.2` is 2017. */
export const sqlVersionOf = (version: string): SqlVersion | undefined => SQL[version.split('.').slice(0, 2).join('.')]

/** `10.0 (17763)`, the attribute operatingSystemVersion of a computer. */
export function operatingSystemOfAttribute(version: string): OperatingSystem | undefined {
  const [, build] = /\((\d+)\)$/.exec(version) ?? []
  return build === undefined ? undefined : operatingSystemOf(Number(build))
}

/** Bits of msDS-SupportedEncryptionTypes (MS-KILE, section 2.2.7). */
export function encryptionTypesOf(bits: number): ('DES' | 'RC4' | 'AES128' | 'AES256')[] {
  return [
    ...(bits & 3 ? (['DES'] as const) : []),
    ...(bits & 4 ? (['RC4'] as const) : []),
    ...(bits & 8 ? (['AES128'] as const) : []),
    ...(bits & 16 ? (['AES256'] as const) : []),
  ]
}
