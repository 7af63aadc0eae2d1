import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { adminCommand } from '#cli/commands/admin.ts'
import { discoveryScript } from '#cli/commands/discovery-script.ts'
import { drift } from '#cli/commands/drift.ts'
import { generateFiles } from '#cli/commands/generate.ts'
import { plan } from '#cli/commands/plan.ts'
import { reproduce } from '#cli/commands/reproduce.ts'
import { seal } from '#cli/commands/seal.ts'
import { signerCommand } from '#cli/commands/signer.ts'
import { validate } from '#cli/commands/validate.ts'
import { verify } from '#cli/commands/verify.ts'
import { ERROR_CODES } from '#core/errors/app-error.ts'

const text = readFileSync(new URL('../docs/cli.md', import.meta.url), 'utf8')

async function usageOf(command: typeof validate): Promise<string> {
  const lines: string[] = []
  await command(['--help'], { out: (line) => lines.push(line), err: () => {} })
  return lines.join('\n')
}

describe('docs/cli.md', () => {
  it.each(Object.entries(ERROR_CODES))('gives %s its exit code', (code, { exit }) => {
    const row = text.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${code}\``))
    expect(row?.split('|')[1]?.trim()).toBe(String(exit))
  })

  it('shows every command with the usage that the command prints', async () => {
    const usages = await Promise.all(
      [validate, plan, generateFiles, drift, discoveryScript, verify, reproduce, seal, signerCommand, adminCommand].map(
        usageOf,
      ),
    )
    expect(usages.filter((usage) => !text.includes(`\n    ${usage}\n`))).toEqual([])
  })
})
