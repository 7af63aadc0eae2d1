import { sourceOf } from './claim.ts'
import type { DriftItem } from './drift-report.ts'
import type { SourcedFile } from './parse.ts'
import { foundOf, type Scene } from './scene.ts'

/** Kerberos refuses a larger difference (Microsoft: Maximum tolerance for computer clock synchronization, default 5 minutes). */
const MAX_SKEW_SECONDS = 300

/** What an environment has no place for, and what yet stands in the way of a night's work: replication, clocks, reboots. */
export function directoryDrift(scene: Scene): DriftItem[] {
  return scene.files.flatMap((one) => [...forestDrift(scene, one), ...hostDrift(one)])
}

type Note = Pick<DriftItem, 'severity' | 'path' | 'entry' | 'found' | 'steps' | 'meaning'> & Partial<DriftItem>

const noteOf =
  (one: SourcedFile) =>
  (note: Note): DriftItem => ({ approved: null, sources: [sourceOf(one)], ...note })

function forestDrift({ environment }: Scene, one: SourcedFile): DriftItem[] {
  const { directory } = one.file
  if (!directory) return []
  const note = noteOf(one)
  const controllers = (foundOf(directory.domains) ?? []).flatMap(({ controllers }) => foundOf(controllers) ?? [])
  const failures = foundOf(directory.replicationFailures) ?? 0
  const slow = controllers.filter(({ clockSkewSeconds }) => (foundOf(clockSkewSeconds) ?? 0) > MAX_SKEW_SECONDS)
  const silent = controllers.filter(
    ({ readOnly, webServicesReachable }) => !readOnly && foundOf(webServicesReachable) === false,
  )
  return [
    ...(failures > 0
      ? [
          note({
            severity: 'blocks',
            path: '/forest/replicationConfirmed',
            entry: null,
            approved: environment.forest.replicationConfirmed,
            found: failures,
            steps: ['D-02', 'D-07'],
            meaning:
              'Replication fails between domain controllers: new accounts and moved names would not arrive everywhere.',
          }),
        ]
      : []),
    ...slow.map(({ fqdn, clockSkewSeconds }) =>
      note({
        severity: 'blocks',
        path: '/forest/maxClockSkewSeconds',
        entry: fqdn,
        approved: environment.forest.maxClockSkewSeconds,
        found: foundOf(clockSkewSeconds),
        steps: ['A-05', 'D-10'],
        meaning: 'Its clock is more than 300 seconds away; Kerberos refuses that.',
      }),
    ),
    ...silent.map(({ fqdn }) =>
      note({
        severity: 'warns',
        path: '/forest/domains',
        entry: fqdn,
        found: 'TCP 9389 closed',
        steps: ['E-00', 'D-10'],
        meaning: 'Active Directory Web Services do not answer there; the host test needs one controller where they do.',
      }),
    ),
  ]
}

function hostDrift(one: SourcedFile): DriftItem[] {
  const { host, components, operatingSystem } = one.file
  if (!host) return []
  const note = noteOf(one)
  const onSync = components.some(({ component, build }) => component === 'SYNC' && build.state === 'found')
  const steps = onSync ? ['F-01', 'F-02'] : ['G-01', 'G-02']
  const common = { severity: 'warns', path: '/servers', entry: host.name, steps } as const
  const products = (operatingSystem && foundOf(operatingSystem.installerProducts)) ?? []
  const lost = products.filter(({ missingPackages }) => missingPackages.length > 0).map(({ name }) => name)
  const reboot = note({
    ...common,
    found: 'restart pending',
    meaning: 'Windows waits for a restart; the runner refuses to start change mode before it.',
  })
  const media = note({
    ...common,
    found: lost,
    meaning: 'Windows Installer has lost packages of these products: change mode will ask for the original media.',
  })
  return [...(foundOf(host.pendingReboot) === true ? [reboot] : []), ...(lost.length > 0 ? [media] : [])]
}
