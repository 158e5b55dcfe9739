// Who may import whom (docs/architecture.md). Each rule has a planted violation in
// tests/architecture/dependency-rule.test.ts that it must report.
const shared = (...names) => names.map((name) => `^shared/${name}/`)
const error = (name, from, to) => ({ name, severity: 'error', from, to })
const typesAside = { dependencyTypesNot: ['type-only'] }

const scripts = { path: '^orchestrations/', pathNot: '^orchestrations/(index|activities)\\.ts$' }
const edges = { path: '^(functions|orchestrations)/', pathNot: '^functions/main\\.ts$' }
const sdks = 'node_modules/(@azure/(?!functions)|@sendgrid/|twilio/)'

export default {
  forbidden: [
    error('kernel-stands-alone', { path: shared('kernel') }, { pathNot: shared('kernel') }),
    error('domain-is-pure', { path: shared('domain') }, { pathNot: shared('domain', 'kernel') }),
    error(
      'use-cases-know-ports-only',
      { path: shared('application') },
      { pathNot: shared('application', 'domain', 'kernel') },
    ),
    error(
      'ports-know-no-use-case',
      { path: '^shared/application/ports/' },
      {
        path: '^shared/application/',
        pathNot: '^shared/application/ports/',
      },
    ),
    error(
      'contracts-describe-the-wire',
      { path: shared('contracts') },
      {
        path: [...shared('adapters', 'composition', 'config'), '^(functions|orchestrations)/'],
      },
    ),
    error(
      'contracts-know-use-cases-as-types',
      { path: shared('contracts') },
      {
        path: '^shared/application/',
        ...typesAside,
      },
    ),
    error(
      'adapters-implement-ports',
      { path: shared('adapters') },
      {
        path: [
          ...shared('contracts', 'composition', 'config'),
          '^(functions|orchestrations)/',
          '^shared/application/(?!ports/)',
        ],
      },
    ),
    error(
      'adapters-do-not-know-each-other',
      { path: '^shared/adapters/([^/]+)/' },
      {
        path: '^shared/adapters/',
        pathNot: '^shared/adapters/$1/',
      },
    ),
    error('settings-know-nothing', { path: shared('config') }, { pathNot: shared('config', 'kernel') }),
    error('wiring-knows-no-edge', { path: shared('composition') }, { path: '^(functions|orchestrations)/' }),
    error('edges-reach-adapters-only-through-composition', edges, { path: shared('adapters', 'config') }),
    error('edges-know-use-cases-as-types', edges, {
      path: [...shared('composition'), '^shared/application/(?!ports/)'],
      ...typesAside,
    }),
    error('orchestrators-are-deterministic', scripts, {
      pathNot: ['^orchestrations/', ...shared('domain', 'kernel'), 'durable-functions'],
    }),
    error('orchestrators-know-activities-as-types', scripts, {
      path: '^orchestrations/activities\\.ts$',
      ...typesAside,
    }),
    error(
      'handlers-know-no-orchestration',
      { path: '^functions/', pathNot: '^functions/(main|register)\\.ts$' },
      {
        path: '^orchestrations/',
      },
    ),
    error(
      'only-register-talks-to-the-runtime',
      {
        path: '^(functions|orchestrations|shared)/',
        pathNot: '^functions/(main|register)\\.ts$',
      },
      { path: 'node_modules/@azure/functions/', ...typesAside },
    ),
    error(
      'sdks-in-their-adapters',
      { path: '^(functions|orchestrations|shared|local)/', pathNot: shared('adapters') },
      { path: sdks },
    ),
    error(
      'the-deployed-part-knows-nothing-local',
      { path: '^(functions|orchestrations|shared)/' },
      {
        path: '^(local|tests|tools|bench)/',
      },
    ),
    error('tests-are-imported-by-nothing', { pathNot: '^(tests|bench)/' }, { path: '^tests/' }),
    error(
      'product-needs-no-development-package',
      { path: '^(functions|orchestrations|shared|local)/' },
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        ...typesAside,
      },
    ),
    error('every-import-resolves', {}, { couldNotResolve: true, pathNot: '^@azure/functions-core$' }),
    error('no-cycles', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    error(
      'no-orphans',
      { orphan: true, pathNot: ['^functions/main\\.ts$', '^(tests|tools|bench)/', '\\.d\\.ts$'] },
      {},
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // As Node and the compiler resolve them: a package's subpath, such as hono/html, is what its exports say.
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
