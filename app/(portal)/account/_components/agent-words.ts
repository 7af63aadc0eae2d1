// A `User-Agent` names many programs that it is not; the first that fits here is the one that it is.
const BROWSERS = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\//, 'Firefox'],
  [/\bHeadlessChrome\//, 'Chromium'],
  [/\bChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const
const SYSTEMS = [
  [/\bWindows NT\b/, 'Windows'],
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
] as const

/** `Edge on Windows`; what a browser says of itself is a hint, not a proof. */
export function agentWords(agent: string | null): string {
  const first = (list: readonly (readonly [RegExp, string])[]) =>
    list.find(([shape]) => agent && shape.test(agent))?.[1]
  const browser = first(BROWSERS) ?? 'Unknown browser'
  const system = first(SYSTEMS)
  return system ? `${browser} on ${system}` : browser
}
