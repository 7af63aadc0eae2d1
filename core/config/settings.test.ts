import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ConfigError, parseConfig, SETTINGS } from './settings.ts'

const complete = {
  MIM_GMSA_DATA_DIR: '/var/lib/mim-gmsa/web',
  MIM_GMSA_PORTAL_URL: 'https://mim-gmsa.contoso.com',
  MIM_GMSA_SESSION_SECRET: 'x'.repeat(32),
  MIM_GMSA_SIGNER_URL: 'https://mim-gmsa-signer.contoso.com',
  MIM_GMSA_SIGNER_TOKEN_FILE: '/etc/mim-gmsa/signer-token',
}

function problemsOf(variables: Record<string, string | undefined>): readonly string[] {
  try {
    parseConfig('web', variables)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('configuration', () => {
  test('a complete set is read, with fallbacks and numbers', () => {
    const config = parseConfig('web', complete)
    expect(config.MIM_GMSA_WEB_PORT).toBe(3000)
    expect(config.MIM_GMSA_MODE).toBe('production')
  })

  test.each(Object.keys(complete))('a missing %s stops the start and is named with an example', (name) => {
    const [problem, ...others] = problemsOf({ ...complete, [name]: undefined })
    expect(others).toEqual([])
    expect(problem).toMatch(new RegExp(`^${name} is missing\\. Allowed: .+ Example: .+`))
  })

  test.each([
    ['MIM_GMSA_PORTAL_URL', 'http://mim-gmsa.contoso.com'],
    ['MIM_GMSA_PORTAL_URL', 'https://mim-gmsa.contoso.com/portal'],
    ['MIM_GMSA_WEB_PORT', '70000'],
    ['MIM_GMSA_SESSION_SECRET', 'short'],
    ['MIM_GMSA_MODE', 'test'],
  ])('%s = %s is refused without printing the value', (name, value) => {
    const problems = problemsOf({ ...complete, [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`${name} is wrong`)
    if (name.includes('SECRET')) expect(problems[0]).not.toContain(value)
  })

  test('every problem is told at once', () => {
    expect(problemsOf({}).length).toBe(Object.keys(complete).length)
  })

  test('the README documents exactly these settings, with purpose, values and fallback', () => {
    const readme = readFileSync('README.md', 'utf8')
    const rows = [...readme.matchAll(/^\| `(MIM_GMSA_[A-Z_]+)` *\| (.+?) *\| (.+?) *\| (.+?) *\|$/gm)].map((row) =>
      row.slice(1, 5),
    )
    const expected = Object.entries(SETTINGS).map(([name, setting]) => [
      name,
      setting.purpose,
      setting.allowed,
      'fallback' in setting ? `\`${setting.fallback}\`` : 'needed',
    ])
    expect(rows).toEqual(expected)
  })
})
