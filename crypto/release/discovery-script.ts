import { type ReleaseScript, readReleaseScript } from './release-scripts.ts'

export const DISCOVERY_SCRIPT = 'Get-MimGmsaEnvironment.ps1'

export interface DiscoveryScript extends ReleaseScript {
  readonly version: string
  /** The file carries an Authenticode block; by whom, the person who runs it must see. */
  readonly isSigned: boolean
}

/** The discovery script of this release. `root` is the folder of the installation. */
export function readDiscoveryScript(root: string): DiscoveryScript {
  const script = readReleaseScript(root, DISCOVERY_SCRIPT)
  const text = Buffer.from(script.bytes).toString('latin1')
  const [, version = ''] = /ScriptVersion\s*=\s*'([^']{1,40})'/.exec(text) ?? []
  return { ...script, version, isSigned: /^# SIG # Begin signature block\r?$/m.test(text) }
}
