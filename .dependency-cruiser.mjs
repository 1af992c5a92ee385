/** The walls of the house: who may import whom. `test/architecture.test.ts` proves that each rule bites. */
const pure =
  '^src/(model|units[.]ts|errors[.]ts|guide/(?!load[.]ts)|entitlements|licenses|access|facts|ledger|planning|rights|trend|seats|usage/|docs/|pseudonyms/|power-automate/|rules|findings|assess[.]ts|documents)'
const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })

export default {
  forbidden: [
    forbid(
      'pure-core',
      { path: pure },
      {
        path: '^(connectors|mocks)/|^src/(guide/load[.]ts|store|sync|reporters|server|schedule|doctor|cli|config|config[.]ts|log[.]ts)',
      },
      'what judges knows no HTTP, no database, no screen, no file system',
    ),
    forbid(
      'pure-core-packages',
      { path: pure },
      { dependencyTypes: ['npm', 'core'], pathNot: 'node_modules/zod/|^(node:)?crypto$' },
      'from outside, the pure core imports zod, and crypto for finding ids',
    ),
    forbid(
      'model-is-the-floor',
      { path: '^src/model/' },
      { path: '^src/', pathNot: '^src/(model/|units[.]ts)' },
      'nothing lies under the vocabulary',
    ),
    forbid(
      'guide-is-data',
      { path: '^src/guide/' },
      { path: '^(src|connectors)/', pathNot: '^src/(guide|model)/|^src/(units|errors)[.]ts' },
      'a guide edition computes nothing',
    ),
    forbid(
      'rules-do-not-import-rules',
      { path: '^src/rules/(?!index)[^/]+[.]ts$' },
      { path: '^src/rules/', pathNot: '^src/rules/rule[.]ts$' },
      'share through entitlements/, licenses/ or access/',
    ),
    forbid(
      'connectors-know-no-rules',
      { path: '^connectors/' },
      { path: '^src/', pathNot: '^src/(model/|errors[.]ts|log[.]ts|units[.]ts|clock[.]ts|clouds[.]ts|receivers[.]ts)' },
      'a connector maps wire to rows',
    ),
    forbid(
      'connectors-do-not-meet',
      { path: '^connectors/([^/]+)/' },
      { path: '^connectors/[^/]+/', pathNot: '^connectors/(transport|auth|$1)/' },
      'one folder, one API',
    ),
    forbid(
      'alerts-go-their-own-way',
      { path: '^connectors/webhook/' },
      {
        path: '^connectors/',
        pathNot: '^connectors/webhook/|^connectors/transport/(agents|failure|http-date|waits)[.]ts',
      },
      'what sends alerts holds no token, and is no way around the gate that keeps the rest reading',
    ),
    forbid(
      'nobody-else-sends',
      { path: '^connectors/', pathNot: '^connectors/webhook/' },
      { path: '^connectors/webhook/' },
      'what reads a tenant cannot send',
    ),
    forbid(
      'alerts-know-no-wire',
      { path: '^src/alerts/' },
      { path: '^(connectors|mocks)/|^src/(rules|answers|server|schedule|sync|doctor|cli|config|config[.]ts|guide)' },
      'what changed, who is told and when; the sender arrives as a function',
    ),
    forbid(
      'store-knows-no-rules',
      { path: '^src/store/' },
      { path: '^(src|connectors)/', pathNot: '^src/(store|model)/|^src/errors[.]ts' },
      'the store remembers and judges nothing',
    ),
    forbid(
      'sync-knows-no-api',
      { path: '^src/sync/' },
      { path: '^(src|connectors)/', pathNot: '^src/(sync|store|model)/|^src/(errors|log|clock)[.]ts' },
      'connectors arrive as arguments',
    ),
    forbid(
      'reporters-read-documents',
      { path: '^src/reporters/' },
      { path: '^(src|connectors)/', pathNot: '^src/(reporters|model)/|^src/(units|safe-json)[.]ts' },
      'a reporter renders a document',
    ),
    forbid(
      'schedule-and-server-stand-alone',
      { path: '^src/(schedule|server)/' },
      {
        path: '^(src|connectors)/',
        pathNot: '^src/(schedule|server|power-automate|model)/|^src/(errors|log|clock|safe-json)[.]ts',
      },
      'what acts arrives as a function',
    ),
    forbid(
      'dashboard-talks-over-http',
      { path: '^src/dashboard/' },
      { path: '^(src|connectors|mocks)/', pathNot: '^src/(dashboard|model)/' },
      'a front end of its own: it knows the product by its HTTP API and by the shapes of its documents',
    ),
    forbid(
      'dashboard-takes-types-only',
      { path: '^src/dashboard/' },
      { path: '^src/model/', dependencyTypesNot: ['type-only'] },
      'a schema would bring its library into the browser',
    ),
    forbid(
      'nobody-imports-dashboard',
      { path: '^(src|connectors|mocks)/', pathNot: '^src/dashboard/' },
      { path: '^src/dashboard/' },
      'it is served as files',
    ),
    forbid(
      'assistant-stands-alone',
      { path: '^src/mcp/' },
      { path: '^(src|connectors)/', pathNot: '^src/(mcp|model)/|^src/(errors|log)[.]ts' },
      'what answers arrives as a function',
    ),
    forbid(
      'mcp-sdk-in-mcp',
      { pathNot: '^src/(mcp/|cli/mcp[.]ts$)' },
      { path: 'node_modules/@modelcontextprotocol/sdk/' },
      'one server for assistants',
    ),
    forbid(
      'answers-read-the-store',
      { path: '^src/answers/' },
      { path: '^(connectors|mocks)/|^src/(reporters|server|schedule|doctor|cli|pseudonyms)/|^src/log[.]ts' },
      'an answer is made of a stored run; who shows it is none of its business',
    ),
    forbid('only-cli-wires', { path: '^src/', pathNot: '^src/cli/' }, { path: '^connectors/' }, 'cli/ is the root'),
    forbid('nobody-imports-cli', { pathNot: '^src/cli/|^test/' }, { path: '^src/cli/' }, 'cli/ is the root'),
    forbid(
      'mocks-speak-wire',
      { path: '^mocks/' },
      { path: '^(src|connectors)/' },
      'a mock with our schema proves nothing',
    ),
    forbid(
      'nock-in-one-place',
      { pathNot: '^mocks/nock[.]ts$' },
      { path: 'node_modules/nock/' },
      'so that no unused mock slips by',
    ),
    forbid('axios-in-transport', { pathNot: '^connectors/transport/' }, { path: 'node_modules/axios/' }, 'one policy'),
    forbid(
      'msal-in-auth',
      { pathNot: '^connectors/(auth|transport)/' },
      { path: 'node_modules/@azure/msal-node/' },
      'one sign-in',
    ),
    forbid(
      'graph-client-in-graph',
      { pathNot: '^connectors/(graph|transport)/' },
      { path: 'node_modules/@microsoft/microsoft-graph-client/' },
      'one Graph client',
    ),
    forbid(
      'no-test-in-product',
      { path: '^(src|connectors)/' },
      { path: '^(test|mocks)/' },
      'the product ships without its tests',
    ),
    forbid(
      'no-dev-dependency',
      { path: '^(src|connectors)/', pathNot: '^src/dashboard/' },
      { dependencyTypes: ['npm-dev'] },
      'a production install must run',
    ),
    forbid('no-circular', {}, { circular: true }, 'a cycle has no bottom'),
    forbid(
      'no-orphan',
      { orphan: true, pathNot: '[.]test[.]ts$|^mocks/(server|nock|generate)[.]ts$|[.]json$' },
      {},
      'unused file: delete or register it',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
}
