/** The four numbers of a file version, e.g. of `4.6.673.0`. */
export type BuildNumber = readonly [number, number, number, number]

const FORM = /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})\.(\d{1,5})$/

/** Reads `n.n.n.n`; null for any other text. */
export function parseBuild(text: string): BuildNumber | null {
  const match = FORM.exec(text)
  return match && [Number(match[1]), Number(match[2]), Number(match[3]), Number(match[4])]
}

/** Negative when `a` is older than `b`, 0 when they are the same. */
export function compareBuilds(a: BuildNumber, b: BuildNumber): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]
}

/** Builds that rules and steps speak of (version history of MIM 2016). */
export const BUILDS = {
  firstWithGmsa: [4, 5, 26, 0],
  sp2: [4, 6, 34, 0],
  supersededA: [4, 6, 355, 0],
  supersededB: [4, 6, 530, 0],
  applicationContext: [4, 6, 421, 0],
  latestSp2: [4, 6, 673, 0],
} as const satisfies Record<string, BuildNumber>
