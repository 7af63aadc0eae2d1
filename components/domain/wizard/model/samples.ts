/** Environments to begin with; the files are public and also serve the tests. */
export const SAMPLES = [
  {
    id: 'contoso',
    name: 'Contoso lab',
    title: 'Contoso lab: MIM services to gMSA',
    sentence: 'One Sync server, one server for MIM Service and both password portals, one SQL Server.',
  },
  {
    id: 'contoso-exchange',
    name: 'Contoso lab with Exchange',
    title: 'Contoso lab with Exchange Server: MIM services to gMSA',
    sentence: 'The same with mail through an Exchange Server on premises, and approvals in Outlook.',
  },
  {
    id: 'fabrikam',
    name: 'Fabrikam',
    title: 'Fabrikam: MIM services to gMSA',
    sentence: 'Standby Sync server, load-balanced nodes, availability group, mail through Exchange Online.',
  },
  {
    id: 'priv-pam',
    name: 'PRIV bastion',
    title: 'PRIV bastion: PAM services to gMSA',
    sentence: 'A bastion forest with Privileged Access Management.',
  },
] as const

export type SampleId = (typeof SAMPLES)[number]['id']
