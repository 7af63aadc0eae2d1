interface Bundle {
  readonly id: string
  readonly revision: number
  readonly target: string
  readonly demo: boolean
}

export interface VerifyCommand {
  readonly tool: string
  readonly says: string
  readonly command: string
}

/** How a bundle is checked with this project's command line, and with two tools that know nothing of it. */
export function verifyCommands({ id, revision, target, demo }: Bundle): VerifyCommand[] {
  const name = `${id}-r${revision}-${target}`
  const scripts = `find ${name} -name '*.ps1' -o -name '*.psm1' -o -name '*.psd1'`
  return [
    {
      tool: 'mim-gmsa',
      says: 'Checks signature, every file, membership in the plan and the decisions. HEX is the certificate’s SHA-256 from the signer’s console.',
      command: `npx mim-gmsa verify ${name}.zip --certificate-sha256 HEX${demo ? ' --allow-demo' : ''}`,
    },
    {
      tool: 'openssl',
      says: 'Checks the signature of the manifest. Compare the fingerprint with the one on the signer’s console.',
      command: [
        `unzip ${name}.zip && cd ${name}`,
        'openssl x509 -inform DER -in certificates/signing.cer -noout -fingerprint -sha256',
        'openssl cms -verify -binary -inform DER -in manifest.json.p7s -content manifest.json \\',
        '  -CAfile certificates/signing.pem -purpose any -out verified-manifest.json',
      ].join('\n'),
    },
    {
      tool: 'osslsigncode',
      says: 'Checks the Authenticode signature of every script. Version 2.9 or later.',
      command: [
        `unzip ${name}.zip`,
        `${scripts} | while read -r file; do`,
        `  osslsigncode verify -CAfile ${name}/certificates/signing.pem -in "$file"`,
        'done',
      ].join('\n'),
    },
  ]
}
