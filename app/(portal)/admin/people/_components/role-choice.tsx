'use client'

import { ROLE_WORDS } from '#components/shell/role-words.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { FieldMessages } from '#components/ui/field.tsx'
import { ROLES, type Role } from '#core/workflow/states.ts'

interface RoleChoiceProps {
  readonly roles: readonly Role[]
  readonly onChange: (roles: readonly Role[]) => void
  readonly error?: string | null | undefined
}

export function RoleChoice({ roles, onChange, error }: RoleChoiceProps) {
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">Roles</legend>
      <div className="grid gap-2">
        {ROLES.map((role) => (
          <Checkbox
            key={role}
            label={ROLE_WORDS[role].word}
            description={ROLE_WORDS[role].does}
            checked={roles.includes(role)}
            onChange={(event) =>
              onChange(ROLES.filter((one) => (one === role ? event.target.checked : roles.includes(one))))
            }
          />
        ))}
      </div>
      {error ? <FieldMessages messages={[{ severity: 'error', message: error }]} /> : null}
    </fieldset>
  )
}
