import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { blankEnvironment } from '#core/environment/blank.ts'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { type BeginPorts, beginRequest } from './begin-request.ts'

function bench(refuse: Partial<Record<keyof BeginPorts, number>> = {}) {
  const calls: string[] = []
  const saved: unknown[] = []
  const call = (name: keyof BeginPorts) => {
    calls.push(name)
    const left = refuse[name] ?? 0
    if (left === 0) return
    refuse[name] = left - 1
    throw new Error(`${name} failed`)
  }
  const ports: BeginPorts = {
    create: async () => {
      call('create')
      return { id: 'MG-0007' }
    },
    draft: async () => {
      call('draft')
      return { version: 1, environment: blankEnvironment('') }
    },
    saveDraft: async (input) => {
      call('saveDraft')
      saved.push(input)
      return { outcome: 'saved' as const }
    },
    keepFiles: async () => call('keepFiles'),
    sampleText: async (sample) => {
      call('sampleText')
      return readFileSync(new URL(`../../../../../public/samples/${sample}.json`, import.meta.url), 'utf8')
    },
  }
  return { ports, calls, saved }
}

const about = { title: 'T', ticket: '', madeBefore: null, onMade: () => {} }

describe('a new request', () => {
  it('that is blank is only made', async () => {
    const { ports, calls } = bench()
    expect(await beginRequest(ports, { ...about, start: { from: 'blank' } })).toBe('MG-0007')
    expect(calls).toEqual(['create'])
  })

  it('from a sample holds exactly the sample', async () => {
    const { ports, saved } = bench()
    await beginRequest(ports, { ...about, ticket: 'CHG-1', start: { from: 'sample', sample: 'contoso' } })
    expect(saved).toEqual([
      {
        id: 'MG-0007',
        version: 1,
        environment: buildEnvironment(),
        case: { title: 'T', ticket: 'CHG-1', acknowledgements: [] },
      },
    ])
  })

  it('makes nothing when the sample can not be read', async () => {
    const { ports, calls } = bench({ sampleText: 1 })
    await expect(beginRequest(ports, { ...about, start: { from: 'sample', sample: 'fabrikam' } })).rejects.toThrow()
    expect(calls).toEqual(['sampleText'])
  })

  it('from discovery keeps the files before the draft is saved', async () => {
    const { ports, calls, saved } = bench()
    const environment = buildEnvironment()
    const start = { from: 'discovery', environment, files: [{ name: 'MIMSYNC.json', text: '{}' }] } as const
    await beginRequest(ports, { ...about, start })
    expect(calls).toEqual(['create', 'keepFiles', 'draft', 'saveDraft'])
    expect(saved).toMatchObject([{ environment }])
  })

  it('goes on with the request that a failed try made', async () => {
    const { ports, calls } = bench({ saveDraft: 1 })
    let made: string | null = null
    const begin = () =>
      beginRequest(ports, {
        ...about,
        start: { from: 'file', environment: buildEnvironment() },
        madeBefore: made,
        onMade: (id) => {
          made = id
        },
      })
    await expect(begin()).rejects.toThrow()
    expect(await begin()).toBe('MG-0007')
    expect(calls.filter((name) => name === 'create')).toHaveLength(1)
  })
})
