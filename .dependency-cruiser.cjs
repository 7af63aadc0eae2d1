// Who may import whom (docs/architecture.md). A room that is not listed in a rule's `pathNot` is out of reach.
const ROOMS = 'app|server|db|components|e2e|core|crypto|signer|cli|bench|tools'
const room = (name, allowed, reason) => ({
  name: `${name}-imports`,
  comment: reason,
  severity: 'error',
  from: { path: `^${name}/`, pathNot: '\\.test\\.tsx?$' },
  to: { path: `^(${ROOMS})/`, pathNot: `^(${[name, ...allowed].join('|')})/` },
})

module.exports = {
  forbidden: [
    room('core', [], 'core is pure and runs in the browser, the server, the signer and the CLI alike'),
    {
      name: 'core-packages',
      comment:
        'core needs zod, SHA-256 and the word list; anything else could bring a clock, randomness or the network',
      severity: 'error',
      from: { path: '^core/', pathNot: '\\.test\\.ts$' },
      to: {
        dependencyTypesNot: ['local', 'localmodule', 'aliased', 'aliased-subpath-import', 'type-only'],
        pathNot: '^(node_modules/(zod|@noble/hashes|@scure/bip39|@scure/base)/|core/)',
      },
    },
    room('crypto', ['core'], 'formats know bytes, not people or tables'),
    room(
      'signer',
      ['core', 'crypto'],
      'the signer believes nobody: it shares no code with the web process but core and crypto',
    ),
    room('db', ['core'], 'tables know the domain words and nothing above them'),
    room('server', ['core', 'crypto', 'db'], 'the server reaches the signer only through its protocol'),
    room('components', ['core', 'server'], 'components take props; of the server they may see types'),
    {
      name: 'components-server-types-only',
      comment: 'a component that imports server code would carry it into the browser',
      severity: 'error',
      from: { path: '^components/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^server/', dependencyTypesNot: ['type-only'] },
    },
    room('app', ['core', 'components', 'server'], 'pages never touch tables'),
    room('cli', ['core', 'crypto', 'db', 'server', 'signer'], 'headless commands'),
    room('e2e', ['core', 'crypto', 'db', 'tools'], 'journeys use test helpers only'),
    {
      name: 'nobody-imports-tools',
      comment: 'start, test and packaging scripts and measurements are leaves',
      severity: 'error',
      from: { path: '^(core|crypto|signer|db|server|components|app|cli)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(tools|bench|e2e)/' },
    },
    {
      name: 'no-circular',
      comment: 'a circle has no bottom to understand first',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'an import that resolves to nothing is a typing mistake',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(server-only|next-auth|next)' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|node_modules)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
