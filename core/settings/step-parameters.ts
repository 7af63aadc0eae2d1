/**
 * What each step of the runner is told, per step code: the contract between `core/plan`, which fills it, and the module
 * `MimGmsa`, which reads it from `settings.psd1`. Leaves are text, because a data file may hold nothing but single-quoted
 * literals; the module parses numbers. Names are Pascal case, as PowerShell's are.
 */
export interface StepParameterTable extends IdentitySteps {
  /** Services of this host and the accounts they may have: today's, or tomorrow's after the conversion. */
  'A-01': { Services: { Name: string; Component: string; OldAccount: string; NewAccount: string }[] }
  /** File versions of what is installed here. */
  'A-02': { Products: { Component: string; Path: string; Build: string }[] }
  /** Web sites, found by the end of their physical path. */
  'A-03': { Sites: { Component: string; PathEnd: string; OldAccount: string; NewAccount: string }[] }
  /** SPNs, delegation, groups of an old account are saved: the before-state of D-06, D-07, D-08. */
  'A-04': { Account: string; Domain: string }
  /** Accounts, names and groups to look for stand in the D-steps of the same file. */
  'A-05': { MinimumSchemaVersion: string; RootKey: 'found' | 'absent' | 'unknown' }
  'A-06': { MaximumSkewSeconds: string; WarningSkewSeconds: string }
  'B-01': { Instance: string; Databases: string[]; Folder: string }
  'B-02': { KeyFile: string }
  'B-03': { Source: string; Destination: string }
  'B-04': { Keys: { Key: string; File: string }[]; Folder: string; WebConfigurationBackup: string }
  'C-01': { MinimumDotNetRelease: string }
  'D-01': { LabShortcut: 'yes' | 'no' }
  'D-02': { MinimumAgeHours: string; LabShortcut: 'yes' | 'no' }
  'D-03': { Name: string; Scope: 'Global' | 'Universal' | 'DomainLocal'; Container: string; Members: string[] }
  'D-05': {
    Name: string
    DnsHostName: string
    HostGroup: string
    EncryptionTypes: string[]
    IntervalDays: string
    Container: string
  }
  'D-06': { Member: string; Groups: string[] }
  'D-07': { Account: string; OldAccount: string; ServicePrincipalNames: string[] }
  'D-08': { Account: string; Targets: string[] }
  'D-10': { Account: string }
  'E-00': { DomainController: string }
  'E-01': { Accounts: string[] }
  /** Rights that would deny the logon; `Network` is asked only where the MIM MA uses the account. */
  'E-02': { Rules: { Account: string; Right: 'SeDenyServiceLogonRight' | 'SeDenyNetworkLogonRight' }[] }
  'E-03': { Folders: { Path: string; Account: string; Right: 'Modify' | 'ReadAndExecute' }[] }
  /** Database '': a replica, where only the login is needed. */
  'E-04': { Instance: string; Logins: { Account: string; Database: string }[] }
  /** Media: the folder of the original installer; empty where nobody named one. */
  'F-01': { Service: string; Media: string }
  'F-02': { Service: string; Account: string }
  'F-03': { Service: string; Account: string; KeyFile: string }
  'F-04': { Service: string; Account: string }
  'F-05': { Service: string; Account: string }
  'F-06': { ServicePrincipalName: string; Account: string }
  'F-08': { KeyFile: string }
  'G-01': { Service: string; Media: string }
  'G-05': { Service: string; Account: string }
  'G-09': { Service: string; Account: string; Ports: string[]; HostName: string }
  'H-01': { Sites: { Component: string; PathEnd: string; Account: string }[] }
  'H-02': { Sites: { Component: string; PathEnd: string }[] }
  'J-06': { ServicePrincipalNames: { Name: string; Account: string }[] }
  'J-12': { Accounts: string[]; IntervalDays: string }
  /** Days without a sign-in before the account may be disabled. */
  'K-02': { Account: string; IdleDays: string }
  /** Read by Update-ExchangePassword.ps1, which refuses a service that runs as anybody else. */
  'U-03': { Service: string; Account: string }
}

/**
 * As whom services and sites of a host run. `Rests`: `no`, it runs; `may`, it may rest where it does not start by itself (the component
 * service of PAM); `must`, a standby, stopped and not started by itself.
 */
export interface HostIdentities {
  Services: { Name: string; Account: string; Rests: 'no' | 'may' | 'must' }[]
  Sites: { Component: string; PathEnd: string; Account: string }[]
}

/** Steps that look at all identities of a host, or of one part: after Setup, as a check, after a restart, after a rollback. */
type IdentitySteps = Record<'I-01' | 'J-01' | 'J-08' | 'R-01' | 'R-02' | 'R-03', HostIdentities>

export type StepCode = keyof StepParameterTable
export type StepParameters = { [C in StepCode]: { readonly code: C; readonly values: StepParameterTable[C] } }[StepCode]

/** The whole of `settings.psd1` of one target. */
export interface TargetSettings {
  FormatVersion: '1'
  RequestId: string
  Revision: string
  Mode: 'demo' | 'production'
  Target: string
  TargetKind: 'directory' | 'client' | 'mim' | 'sql'
  Fqdn: string
  GeneratorVersion: string
  /** Of the server; on the workstation and the client the first domain of the forest. */
  Domain: { DnsName: string; NetBiosName: string }
  /** UTC, `yyyy-MM-ddTHH:mm:ssZ`. A group without a window has no row. */
  Windows: { Group: string; NotBefore: string; NotAfter: string }[]
  Steps: SettingsStep[]
  /** Data files beside this one that hold the steps, in order, where one file cannot. */
  Parts?: string[]
}

export interface SettingsStep {
  Id: string
  Step: string
  Title: string
  Window: string
  Automation: 'automated' | 'verified' | 'manual'
  Changes: 'yes' | 'no'
  /** Steps of this target first; a step of another target has the form `D-05@directory#NAME` all the same. */
  After: string[]
  /** For `verified` and `manual`: the lines that the runner prints, with every value to type. */
  Instructions: string[]
  Parameters: Record<string, unknown>
}
