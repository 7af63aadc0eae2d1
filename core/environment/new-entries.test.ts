import { describe, expect, it } from 'vitest'
import { blankEnvironment } from '#core/environment/blank.ts'
import { type Environment, environmentSchema } from '#core/environment/environment.ts'
import { COMPONENTS, UNCONVERTED } from '#core/environment/vocabulary.ts'
import {
  changeMailOption,
  MAIL_OPTIONS,
  newAlias,
  newAvailabilityGroup,
  newComponent,
  newController,
  newDomain,
  newInstallation,
  newPam,
  newServer,
  newSqlInstance,
  newTrustedForest,
  newUnconverted,
} from './new-entries.ts'

const blank = blankEnvironment('New')

describe('new entries', () => {
  it('leave a valid document', () => {
    const environment: Environment = {
      ...blank,
      forest: { ...blank.forest, domains: [{ ...newDomain(), controllers: [newController()] }] },
      servers: [{ ...newServer(blank), installations: [newInstallation(blank, 'SYNC')] }],
      components: COMPONENTS.map((component) => newComponent(blank, component)),
      unconverted: UNCONVERTED.map(newUnconverted),
      aliases: [newAlias('SVC')],
      sql: [{ ...newSqlInstance(), availabilityGroup: newAvailabilityGroup() }],
      pam: { ...newPam(), trustedForests: [newTrustedForest()] },
    }
    expect(environmentSchema.safeParse(environment).error).toBeUndefined()
  })

  it('put a new service on the servers that have it installed', () => {
    const server = { ...newServer(blank), name: 'A', installations: [newInstallation(blank, 'SVC')] }
    expect(newComponent({ ...blank, servers: [server, { ...server, name: 'B' }] }, 'SVC').servers).toEqual(['A', 'B'])
  })

  it('have a web site only where there is one', () => {
    expect(newComponent(blank, 'REG').webSite).not.toBeNull()
    expect(newComponent(blank, 'SYNC').webSite).toBeNull()
  })
})

describe('another mail option', () => {
  it('keeps what both have, and nothing that is no longer shown', () => {
    const h = {
      option: 'H',
      mailbox: 'mim@x',
      applicationId: 'secret-id',
      tenantId: 't',
      clientSecretExpires: null,
    } as const
    expect(changeMailOption(h, 'F')).toEqual({ option: 'F', server: '', mailbox: 'mim@x', password: 'not-planned' })
    expect(changeMailOption(h, 'I')).toEqual({ option: 'I' })
    expect(changeMailOption(changeMailOption(h, 'I'), 'H')).toEqual({
      ...h,
      mailbox: '',
      applicationId: '',
      tenantId: '',
    })
  })

  it('always gives a valid document', () => {
    for (const from of MAIL_OPTIONS) {
      for (const to of MAIL_OPTIONS) {
        const delivery = changeMailOption(changeMailOption({ option: 'I' }, from), to)
        const environment = { ...blank, mail: { ...blank.mail, delivery } }
        expect(environmentSchema.safeParse(environment).error, `${from} to ${to}`).toBeUndefined()
      }
    }
  })
})
