import type { Environment } from '#core/environment/environment.ts'
import { localText } from './instants.ts'
import type { SectionId } from './sections.ts'

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`

/** What a section says, in a few words for the rail. */
export function sectionFact(id: SectionId, environment: Environment): string {
  const { forest, servers, components, sql, aliases, schedule } = environment
  switch (id) {
    case 'case':
      return environment.name === '' ? 'no name yet' : environment.name
    case 'forest': {
      const controllers = forest.domains.flatMap((domain) => domain.controllers)
      const writable = controllers.filter(({ readOnly }) => !readOnly).length
      const sites = new Set(controllers.map(({ site }) => site.toLowerCase())).size
      return `${count(writable, 'writable DC')}, ${count(sites, 'site')}`
    }
    case 'servers':
      return count(servers.length, 'server')
    case 'services':
      return `${count(components.length, 'service')}, ${count(new Set(components.map(({ managedAccount }) => managedAccount.name.toLowerCase())).size, 'gMSA')}`
    case 'sql': {
      const listener = sql.some(({ availabilityGroup }) => availabilityGroup !== null)
      const machines = count(new Set(sql.flatMap(({ replicas }) => replicas)).size, 'machine')
      return listener ? `listener, ${machines}` : machines
    }
    case 'names':
      return count(aliases.length, 'name')
    case 'mail':
      return environment.mail.delivery.option === 'I' ? 'no mail' : `mail option ${environment.mail.delivery.option}`
    case 'pam':
      return environment.pam === null ? 'no bastion' : count(environment.pam.trustedForests.length, 'trusted forest')
    case 'windows': {
      const { conversion } = schedule.windows
      return conversion === null
        ? 'no window'
        : `${localText(conversion.notBefore).replace(/ \d{4},/, ',')} ${schedule.timeZone}`
    }
    case 'confirmations':
      return environment.software.targetBuild === '' ? 'no build' : environment.software.targetBuild
    case 'update': {
      const { delivery } = environment.mail
      return 'mailbox' in delivery && delivery.mailbox !== '' ? delivery.mailbox : 'no mailbox'
    }
    case 'check':
      return 'opens without errors'
  }
}
