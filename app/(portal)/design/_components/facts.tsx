import { CodeBlock } from '#components/ui/code-block.tsx'
import { DigestPlate, DigestText } from '#components/ui/digest.tsx'
import { KeyValues } from '#components/ui/key-values.tsx'
import { Time } from '#components/ui/time.tsx'

const DIGEST = 'bf08300d27385f392dfd217a5a1b57028de6a9b4ef0ecc86834a066d8d709627'
const CODE = `@{
    Window = @{
        NotBefore = '2026-11-28T21:00:00Z'
        NotAfter = '2026-11-29T03:00:00Z'
    }
    ServicePrincipalNames = @('FIMService/mim.corp.fabrikam.com', 'FIMService/mim')
}
`

export function Facts() {
  return (
    <div className="grid gap-5">
      <DigestPlate
        digest={DIGEST}
        words={['harbor', 'velvet', 'pigeon', 'crisp', 'orbit', 'maple']}
        what="plan digest"
        note="The same on the cover of each bundle"
      />
      <KeyValues
        items={[
          { key: 'Environment', value: <DigestText digest={DIGEST} short /> },
          { key: 'Window', value: <Time value="2026-11-28T22:00:00+01:00" zoneLabel="CET" /> },
          { key: 'Signed', value: <Time value="2026-11-24T13:47:31Z" show="clock with seconds" /> },
          { key: 'Generator', value: 'mim-gmsa 1.0.0' },
        ]}
      />
      <CodeBlock text={CODE} label="directory/settings.psd1" className="border border-rule" />
    </div>
  )
}
