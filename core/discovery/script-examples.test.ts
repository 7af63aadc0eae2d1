import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readEnvironment } from '#core/environment/parse.ts'
import { mergeDiscovery } from './merge.ts'
import { parseDiscovery } from './parse.ts'

const samples = fileURLToPath(new URL('../../public/samples/', import.meta.url))

const environment = (sample: string) => readEnvironment(JSON.parse(readFileSync(`${samples}${sample}.json`, 'utf8')))
/** What the script wrote on the machines of a sample environment (powershell/tests/Discovery). */
const files = (sample: string) =>
  readdirSync(`${samples}discovery`)
    .filter((name) => name.startsWith(`${sample}-`))
    .map((name) => parseDiscovery({ name, text: readFileSync(`${samples}discovery/${name}`, 'utf8') }))

test.each(['contoso', 'fabrikam', 'priv-pam'])(
  'what the script found in %s contradicts nothing in its environment',
  (sample) => {
    const merged = mergeDiscovery(environment(sample), files(sample))
    expect(merged.conflicts).toEqual([])
  },
)
