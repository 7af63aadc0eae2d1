import type { GeneratorInput } from '#core/protocol/protocol.ts'

/**
 * `VERIFY.md` of one target: how to judge the bundle without trusting the portal. It is approved like every other generated file, so it
 * can name neither the plan digest nor the certificate. Blocks marked `sh` and `powershell` are commands to run in the bundle's folder.
 */
export function verifyInstructions({ requestId, revision, mode }: GeneratorInput, target: string): string {
  const folder = `${requestId}-r${revision}-${target}`
  const allow = mode === 'demo' ? ' --allow-demo' : ''
  const demo =
    mode === 'demo' ? '\nThis is a DEMO bundle: its key is self-signed. Never run it on a production server.\n' : ''
  return `# How to verify ${folder}
${demo}
A bundle can not vouch for itself. Begin with something that did not come with it.

## 1. The certificate

Ask a person at the signer's console for the SHA-256 of the signing certificate. Compare it with this one:

\`\`\`sh
openssl x509 -inform DER -in certificates/signing.cer -noout -fingerprint -sha256
\`\`\`

## 2. Everything at once, on any computer

The command line tool makes every check of this page and judges the decisions, too. HEX is the SHA-256 of step 1.

    mim-gmsa verify ${folder}.zip --certificate-sha256 HEX${allow}

## 3. The manifest, without our tools

The signature of the manifest:

\`\`\`sh
openssl cms -verify -binary -inform DER -in manifest.json.p7s -content manifest.json -CAfile certificates/signing.pem -purpose any -out verified-manifest.json
\`\`\`

Every file that it names, in Windows PowerShell. No line means that all are as signed:

\`\`\`powershell
$manifest = Get-Content -LiteralPath 'manifest.json' -Encoding UTF8 -Raw | ConvertFrom-Json
foreach ($file in $manifest.files) { if ((Get-FileHash -Algorithm SHA256 -LiteralPath $file.path).Hash -ne $file.sha256) { 'Changed: ' + $file.path } }
\`\`\`

There must be no other file than these, \`manifest.json\` and \`manifest.json.p7s\`.

## 4. The scripts

In Windows PowerShell the state must be Valid, once the company trusts the certificate (step A-08):

\`\`\`powershell
Get-ChildItem -Recurse -Include '*.ps1', '*.psm1', '*.psd1' | Get-AuthenticodeSignature | Format-Table -Property Status, Path
\`\`\`

On Linux, with osslsigncode 2.9 or newer:

\`\`\`sh
osslsigncode verify -CAfile certificates/signing.pem -in Start-Runbook.ps1
\`\`\`

osslsigncode does not notice code that stands behind the signature block. \`mim-gmsa verify\` does, and so does the hash in step 3.

## 5. The approval

The SHA-256 of \`statement/plan.json\` is the plan digest that people approved; \`cover.html\` shows it. \`statement/target.json\` lists the bytes of every file before it was signed, and \`statement/inclusion.json\` proves that this list belongs to the plan (RFC 6962). \`decisions.json\` holds what each person decided, with the evidence.

## On what not to rely

- The pages in this bundle: \`cover.html\`, \`runbook.html\` and this file are as easy to forge as any other page. The hashes decide.
- The certificate in this bundle, unless it was compared with the signer's console.
- The name of the ZIP, its date, and the place from which it was downloaded.
`
}
