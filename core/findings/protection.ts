import { componentsOf, serversOf } from '#core/environment/describe.ts'
import type { Environment } from '#core/environment/environment.ts'
import type { Rule, RuleHit } from './finding.ts'
import { visitTexts } from './text.ts'
import { quoted } from './wording.ts'

/** A word for a secret, a sign, and something behind it: `password: Pa55`. "is" alone needs a word that no sentence has. */
const SECRET = /\b(?:pass(?:word|wort|phrase)?|pwd|kennwort|secret|pin)\s*(?:[:=]\s*\S|is\s+\S*[0-9!$%&#@]\S*)/i

export const P01: Rule = {
  id: 'P01',
  severity: 'error',
  source: 'section 6',
  title: 'No text holds a plaintext secret; secrets are entered at run time, or encrypted beforehand.',
  check(environment) {
    const hits: RuleHit[] = []
    visitTexts(environment, (text, path) => {
      if (!SECRET.test(text)) return
      hits.push({
        path: path(),
        message:
          'This text looks as if it held a password or another secret. Remove it and change the secret: secrets are typed on the server, or encrypted for it.',
      })
    })
    return hits
  },
}

const BAD_PLACES: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^[A-Za-z]:\\+windows\\+(system32|syswow64)(\\|$)/i, "Windows' own folder, where many can read"],
  [/\\inetpub(\\|$)/i, 'a folder of the web server, which may hand it out'],
  [/\\wwwroot(\\|$)/i, 'a folder of the web server, which may hand it out'],
  [/^[A-Za-z]:\\+users\\+public(\\|$)/i, 'a folder that everyone can read'],
  [/^(\\\\|\/\/)/, 'a share, perhaps open to everyone'],
]

export const P02: Rule = {
  id: 'P02',
  severity: 'warning',
  source: 'GMSA',
  title: 'The key export file lies in no web folder, on no share, and not in system32.',
  *check(environment) {
    const file = environment.paths.keyExportFile
    const place = BAD_PLACES.find(([pattern]) => pattern.test(file))
    if (!place || componentsOf(environment, 'SYNC').length === 0) return
    yield {
      path: '/paths/keyExportFile',
      message: `${quoted(file)} is ${place[1]}. The key decrypts all connector passwords: choose a local folder of administrators alone, or say who can read this one.`,
    }
  },
}

export const P03: Rule = {
  id: 'P03',
  severity: 'error',
  source: 'GMSA',
  title: 'Somebody has confirmed that the Sync encryption keys are exported before the conversion.',
  *check(environment) {
    if (environment.confirmations.keyExportPlanned || componentsOf(environment, 'SYNC').length === 0) return
    yield {
      path: '/confirmations/keyExportPlanned',
      message:
        'Nobody has confirmed that the encryption keys are exported before F-02. Without them the conversion loses all connector passwords: plan step B-02, and confirm it.',
    }
  },
}

const MS_PER_DAY = 86_400_000

export const P04: Rule = {
  id: 'P04',
  severity: 'warning',
  source: 'UP2',
  title: 'The last database backup is at most 24 hours old when the conversion begins.',
  *check({ schedule }) {
    const { conversion } = schedule.windows
    if (conversion === null || schedule.databaseBackupAt === null) return
    if (Date.parse(conversion.notBefore) - Date.parse(schedule.databaseBackupAt) <= MS_PER_DAY) return
    yield {
      path: '/schedule/databaseBackupAt',
      message: `The database backup of ${schedule.databaseBackupAt} is older than 24 hours when the conversion begins. Take a fresh one.`,
    }
  },
}

export const P05: Rule = {
  id: 'P05',
  severity: 'error',
  source: 'LOW',
  title: 'Setup of SYNC is not run unattended.',
  *check({ software }) {
    if (!software.unattendedSync) return
    const path = '/software/unattendedSync'
    yield {
      path,
      message: 'An unattended Setup of SYNC is undocumented, and nobody knows how it keeps the keys. Use the wizard.',
      fix: { label: 'Use the wizard', path, value: false },
    }
  },
}

export const P06: Rule = {
  id: 'P06',
  severity: 'error',
  source: 'TLS',
  title: 'Setup of SVC is not run unattended where TLS 1.2 alone is allowed.',
  *check(environment) {
    if (!environment.software.unattendedService) return
    const hosts = componentsOf(environment, 'SVC').flatMap((component) => serversOf(environment, component))
    const host = hosts.find(({ tls12Only }) => tls12Only === 'yes')
    if (!host) return
    const path = '/software/unattendedService'
    yield {
      path,
      message: `${quoted(host.name)} allows TLS 1.2 alone, where the unattended Setup of SVC fails. Use the wizard.`,
      fix: { label: 'Use the wizard', path, value: false },
    }
  },
}

export const P07: Rule = {
  id: 'P07',
  severity: 'warning',
  source: 'inference',
  title: 'Only administrators can read the folder of the installation logs.',
  *check({ paths }: Environment) {
    if (paths.logsReadableByAdministratorsOnly !== 'no') return
    yield {
      path: '/paths/logsReadableByAdministratorsOnly',
      message: `Others than administrators can read ${quoted(paths.backupFolder)}, and verbose logs of Setup reveal what was typed. Restrict the folder, or say why not.`,
    }
  },
}

/** House rule: the properties of that Setup are known from third parties alone (G-06), and nothing unconfirmed is written into a plan. */
export const P09: Rule = {
  id: 'P09',
  severity: 'error',
  source: 'XDSC',
  title: 'Setup of SVC is not run unattended.',
  *check({ software }) {
    if (!software.unattendedService) return
    const path = '/software/unattendedService'
    yield {
      path,
      message:
        'An unattended change of the MIM Service is documented by third parties alone, and its command line and log disclose secrets. Use the wizard.',
      fix: { label: 'Use the wizard', path, value: false },
    }
  },
}
