import type { Component, Environment } from '#core/environment/environment.ts'
import { pointer } from '#core/environment/pointer.ts'
import type { ComponentKey } from '#core/environment/vocabulary.ts'
import type { Rule, RuleHit } from './finding.ts'
import { quoted } from './wording.ts'

const WITHOUT_NEED: readonly ComponentKey[] = ['SYNC', 'PAMMON', 'PAMCOMP']

interface Delegating {
  readonly component: Component
  /** JSON Pointer of `delegation`. */
  readonly path: string
}

const delegating = (environment: Environment): Delegating[] =>
  environment.components.map((component, index) => ({ component, path: pointer('components', index, 'delegation') }))

/** Certain only where the targets are known already. */
function constrainedFix({ component, path }: Delegating): Pick<RuleHit, 'fix'> {
  if (component.delegation.targets.length === 0) return {}
  return { fix: { label: 'Use constrained, Kerberos only', path: `${path}/mode`, value: 'constrained' } }
}

export const D01: Rule = {
  id: 'D01',
  severity: 'warning',
  source: 'MIMDocs#284',
  title: 'No component asks for unconstrained delegation.',
  *check(environment) {
    for (const place of delegating(environment)) {
      if (place.component.delegation.mode !== 'unconstrained') continue
      yield {
        path: `${place.path}/mode`,
        message: `${place.component.component} asks for unconstrained delegation: anyone who signs in to the service can be impersonated anywhere. Choose constrained, Kerberos only, or say who accepts this.`,
        ...constrainedFix(place),
      }
    }
  },
}

export const D02: Rule = {
  id: 'D02',
  severity: 'error',
  source: 'WSD',
  title: 'Unconstrained delegation and a list of targets exclude each other.',
  *check(environment) {
    for (const place of delegating(environment)) {
      const { mode, targets } = place.component.delegation
      if (mode !== 'unconstrained' || targets.length === 0) continue
      yield {
        path: `${place.path}/targets`,
        message: `${place.component.component} asks for unconstrained delegation and lists ${targets.length === 1 ? '1 target' : `${targets.length} targets`}. These contradict each other: the list would have no meaning. Choose constrained and keep the list.`,
        ...constrainedFix(place),
      }
    }
  },
}

export const D03: Rule = {
  id: 'D03',
  severity: 'warning',
  source: 'WSD',
  title: 'No component asks for delegation with protocol transition.',
  *check(environment) {
    for (const place of delegating(environment)) {
      if (place.component.delegation.mode !== 'any-protocol') continue
      yield {
        path: `${place.path}/mode`,
        message: `${place.component.component} asks for protocol transition ("use any authentication protocol"). MIM's pages do not need it. Choose constrained, Kerberos only, or say why not.`,
        ...constrainedFix(place),
      }
    }
  },
}

export const D04: Rule = {
  id: 'D04',
  severity: 'error',
  source: 'WSD',
  title: 'Every target of delegation is an SPN of this plan; constrained delegation names at least one.',
  *check(environment) {
    const planned = new Set(
      environment.components.flatMap(({ servicePrincipalNames }) =>
        servicePrincipalNames.map((spn) => spn.toLowerCase()),
      ),
    )
    for (const { component, path } of delegating(environment)) {
      const { mode, targets } = component.delegation
      if ((mode === 'constrained' || mode === 'any-protocol') && targets.length === 0) {
        yield {
          path: `${path}/targets`,
          message: `${component.component} may delegate, but to nothing. Add the FIMService names, or choose none.`,
        }
      }
      for (const [index, target] of targets.entries()) {
        if (planned.has(target.toLowerCase())) continue
        yield {
          path: `${path}/targets/${index}`,
          message: `${component.component} may delegate to ${quoted(target)}, but no account gets this SPN. Correct the target, or add the SPN to the account that shall hold it.`,
        }
      }
    }
  },
}

export const D05: Rule = {
  id: 'D05',
  severity: 'information',
  source: 'WSD',
  title: 'People who test the portals can be delegated.',
  *check(environment) {
    const delegates = environment.components.some(({ delegation }) => delegation.mode !== 'none')
    if (!delegates || environment.confirmations.testUsersProtected !== 'yes') return
    yield {
      path: '/confirmations/testUsersProtected',
      message:
        'Test users are in Protected Users or marked sensitive: delegation will not work for them. Test J-03 to J-05 with an ordinary user.',
    }
  },
}

export const D06: Rule = {
  id: 'D06',
  severity: 'warning',
  source: 'PREP',
  title: 'SYNC, PAMMON and PAMCOMP get no delegation.',
  *check(environment) {
    for (const { component, path } of delegating(environment)) {
      if (!WITHOUT_NEED.includes(component.component) || component.delegation.mode === 'none') continue
      yield {
        path: `${path}/mode`,
        message: `${component.component} asks for ${component.delegation.mode} delegation, which no page of Microsoft needs. Choose none, or say why not.`,
        ...(component.delegation.targets.length === 0 && {
          fix: { label: 'Use none', path: `${path}/mode`, value: 'none' },
        }),
      }
    }
  },
}

export const D07: Rule = {
  id: 'D07',
  severity: 'warning',
  source: 'PAM2',
  title: 'No managed account becomes a member of Domain Admins.',
  *check(environment) {
    for (const [index, key] of (environment.pam?.domainAdmins ?? []).entries()) {
      yield {
        path: pointer('pam', 'domainAdmins', index),
        message: `The new account of ${key} would be a member of Domain Admins. Only the PAM pages do so; delegate the rights of D-09 instead, or say who accepts this.`,
      }
    }
  },
}
