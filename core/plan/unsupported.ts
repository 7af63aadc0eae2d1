import type { Environment } from '#core/environment/environment.ts'
import type { RuleHit } from '#core/findings/finding.ts'

/**
 * Rule X01: names exactly what this version has no steps for. Nothing may be generated while it yields anything. One case is left:
 * the properties of an unattended Setup (G-06) are known from third parties alone, and nothing unconfirmed is written into a plan.
 */
export function unsupported({ software }: Environment): RuleHit[] {
  if (!software.unattendedService) return []
  return [
    {
      path: '/software/unattendedService',
      message:
        'An unattended change of the MIM Service is documented by third parties alone and has no steps here. Choose the wizard.',
    },
  ]
}
