import { buildEnvironment } from '#core/environment/build-environment.ts'
import type { Environment } from '#core/environment/environment.ts'

/** Contoso with that many servers: a pool of MIM Service nodes of equal size, all in the plan. */
export function manyServers(count: number): Environment {
  const base = buildEnvironment()
  const [pattern] = base.servers
  if (!pattern) throw new RangeError('the sample has no server')
  const pool = Array.from({ length: count - base.servers.length }, (_, index) => {
    const name = `POOL${String(index).padStart(5, '0')}`
    return {
      ...pattern,
      name,
      fqdn: `${name.toLowerCase()}.contoso.com`,
      installations: [{ component: 'SVC' as const, build: '4.6.673.0', node: 'active' as const }],
    }
  })
  const address = 'mimpool.contoso.com'
  const names = [`FIMService/${address}`, 'FIMService/mimpool']
  return {
    ...base,
    aliases: [...base.aliases, { fqdn: address, record: 'A', usedBy: 'SVC', loadBalanced: true }],
    servers: [...base.servers, ...pool],
    components: base.components.map((component) =>
      component.component === 'SVC'
        ? {
            ...component,
            servers: [...component.servers, ...pool.map(({ name }) => name)],
            servicePrincipalNames: [...component.servicePrincipalNames, ...names],
          }
        : component,
    ),
  }
}
