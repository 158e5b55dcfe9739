import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { checkDependencies, ruleNames } from '../../tools/dependency-rule.ts'

type Planted = {
  readonly rule: string
  readonly from: string
  readonly imports: string
  readonly as?: 'type'
}

const planted: readonly Planted[] = [
  { rule: 'kernel-stands-alone', from: 'shared/kernel/a.ts', imports: 'shared/domain/rule.ts' },
  { rule: 'kernel-stands-alone', from: 'shared/kernel/a.ts', imports: 'node:fs' },
  { rule: 'domain-is-pure', from: 'shared/domain/a.ts', imports: 'node:crypto' },
  { rule: 'domain-is-pure', from: 'shared/domain/a.ts', imports: 'shared/adapters/cosmos/store.ts' },
  {
    rule: 'domain-is-pure',
    from: 'shared/domain/a.ts',
    imports: 'shared/application/use-case.ts',
    as: 'type',
  },
  {
    rule: 'use-cases-know-ports-only',
    from: 'shared/application/a.ts',
    imports: 'shared/adapters/cosmos/store.ts',
  },
  { rule: 'use-cases-know-ports-only', from: 'shared/application/a.ts', imports: 'ajv' },
  {
    rule: 'ports-know-no-use-case',
    from: 'shared/application/ports/a.ts',
    imports: 'shared/application/use-case.ts',
  },
  {
    rule: 'contracts-describe-the-wire',
    from: 'shared/contracts/a.ts',
    imports: 'shared/adapters/cosmos/store.ts',
  },
  {
    rule: 'contracts-know-use-cases-as-types',
    from: 'shared/contracts/a.ts',
    imports: 'shared/application/use-case.ts',
  },
  {
    rule: 'adapters-implement-ports',
    from: 'shared/adapters/blob/a.ts',
    imports: 'shared/application/use-case.ts',
  },
  {
    rule: 'adapters-implement-ports',
    from: 'shared/adapters/blob/a.ts',
    imports: 'shared/contracts/wire.ts',
  },
  {
    rule: 'adapters-do-not-know-each-other',
    from: 'shared/adapters/blob/a.ts',
    imports: 'shared/adapters/cosmos/store.ts',
  },
  { rule: 'settings-know-nothing', from: 'shared/config/a.ts', imports: 'shared/domain/rule.ts' },
  { rule: 'wiring-knows-no-edge', from: 'shared/composition/a.ts', imports: 'functions/routes.ts' },
  {
    rule: 'edges-reach-adapters-only-through-composition',
    from: 'functions/http/a.ts',
    imports: 'shared/adapters/cosmos/store.ts',
  },
  {
    rule: 'edges-reach-adapters-only-through-composition',
    from: 'orchestrations/activities.ts',
    imports: 'shared/adapters/cosmos/store.ts',
  },
  {
    rule: 'edges-know-use-cases-as-types',
    from: 'functions/http/a.ts',
    imports: 'shared/application/use-case.ts',
  },
  { rule: 'orchestrators-are-deterministic', from: 'orchestrations/a.ts', imports: 'node:crypto' },
  {
    rule: 'orchestrators-are-deterministic',
    from: 'orchestrations/a.ts',
    imports: 'shared/adapters/cosmos/store.ts',
  },
  {
    rule: 'orchestrators-know-activities-as-types',
    from: 'orchestrations/a.ts',
    imports: 'orchestrations/activities.ts',
  },
  { rule: 'handlers-know-no-orchestration', from: 'functions/http/a.ts', imports: 'orchestrations/index.ts' },
  { rule: 'only-register-talks-to-the-runtime', from: 'functions/http/a.ts', imports: '@azure/functions' },
  { rule: 'sdks-in-their-adapters', from: 'functions/main.ts', imports: '@azure/cosmos' },
  { rule: 'sdks-in-their-adapters', from: 'shared/composition/a.ts', imports: 'twilio', as: 'type' },
  { rule: 'the-deployed-part-knows-nothing-local', from: 'functions/main.ts', imports: 'local/clock.ts' },
  { rule: 'tests-are-imported-by-nothing', from: 'local/a.ts', imports: 'tests/support/builder.ts' },
  { rule: 'product-needs-no-development-package', from: 'local/a.ts', imports: 'fast-check' },
  { rule: 'every-import-resolves', from: 'local/a.ts', imports: 'local/gone.ts' },
  { rule: 'no-cycles', from: 'shared/domain/rule.ts', imports: 'shared/domain/uses-rule.ts' },
  { rule: 'no-orphans', from: 'shared/domain/alone.ts', imports: '' },
]

for (const one of planted) {
  test(`${one.rule}: ${one.from} may not import ${one.imports || 'nothing and be used by nothing'}`, async (t) => {
    const root = fixture(one)
    t.after(() => rmSync(root, { recursive: true }))

    const { violations } = await checkDependencies(root)

    assert.ok(
      violations.some((violation) => violation.startsWith(`${one.rule}: ${one.from} `)),
      violations.join('\n'),
    )
  })
}

test('what the layers allow is not reported', async (t) => {
  const root = fixture({
    rule: '',
    from: 'shared/adapters/blob/store.ts',
    imports: 'shared/application/ports/port.ts',
    as: 'type',
  })
  t.after(() => rmSync(root, { recursive: true }))

  const report = await checkDependencies(root)

  assert.deepEqual(
    report.violations.filter((violation) => !violation.startsWith('no-orphans')),
    [],
  )
  assert.equal(report.modules, report.files)
})

test('every rule has a planted violation', async () => {
  assert.deepEqual(new Set(planted.map((one) => one.rule)), new Set(await ruleNames()))
})

test('the project keeps the dependency rule, and every one of its modules was read', async () => {
  const report = await checkDependencies(process.cwd())

  assert.deepEqual(report.violations, [])
  assert.ok(report.modules >= report.files, `${report.modules} modules of ${report.files} files`)
  assert.ok(report.modules > 100, `only ${report.modules} modules`)
})

const base: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    type: 'module',
    dependencies: { ajv: '1', '@azure/functions': '1', '@azure/cosmos': '1', twilio: '1' },
    devDependencies: { 'fast-check': '1' },
  }),
  'shared/kernel/result.ts': '',
  'shared/domain/rule.ts': "import '../kernel/result.ts'\n",
  'shared/domain/uses-rule.ts': "import './rule.ts'\n",
  'shared/application/ports/port.ts': "import '../../kernel/result.ts'\n",
  'shared/application/use-case.ts': "import './ports/port.ts'\n",
  'shared/adapters/cosmos/store.ts': "import '../../application/ports/port.ts'\n",
  'shared/contracts/wire.ts': "import '../kernel/result.ts'\n",
  'functions/routes.ts': "import '../shared/contracts/wire.ts'\n",
  'orchestrations/activities.ts': "import '../shared/domain/rule.ts'\n",
  'orchestrations/index.ts': "import './activities.ts'\n",
  'local/clock.ts': "import '../shared/kernel/result.ts'\n",
  'tests/support/builder.ts': "import '../../shared/kernel/result.ts'\n",
}

/** A small project that keeps every rule, and one file beside it that breaks one. */
function fixture({ from, imports, as }: Planted): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'dependency-rule-')))
  const isPath = /^(functions|orchestrations|shared|local|tests)\//.test(imports)
  const target = isPath ? '../'.repeat(from.split('/').length - 1) + imports : imports
  const line =
    as === 'type' ? `import type * as a from '${target}'\nexport type A = typeof a\n` : `import '${target}'\n`
  const files = { ...base, ...packages, [from]: (base[from] ?? '') + (imports === '' ? '' : line) }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

const packages = Object.fromEntries(
  ['ajv', '@azure/functions', '@azure/cosmos', 'twilio', 'fast-check'].flatMap((name) => [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
    [`node_modules/${name}/index.js`, ''],
  ]),
)
