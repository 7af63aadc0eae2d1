'use client'

import { useQuery } from '@tanstack/react-query'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { PageHead, Section, Sheet } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { SettingsForm } from './settings-form.tsx'

export function Settings() {
  const trpc = useTRPC()
  const settings = useQuery(trpc.settings.view.queryOptions())
  return (
    <>
      <PageHead
        title="Settings"
        lead="What may change while the portal runs. Addresses, files and secrets are environment variables, set where it is started."
      />
      <Sheet>
        <Section title="Sessions, tokens, accounts">
          {settings.data ? (
            <SettingsForm stored={settings.data} />
          ) : settings.isError ? (
            <QueryError
              title="The settings cannot be shown."
              error={settings.error}
              onRetry={() => settings.refetch()}
              busy={settings.isFetching}
            />
          ) : (
            <Skeleton label="Loading the settings" lines={8} />
          )}
        </Section>
      </Sheet>
    </>
  )
}
