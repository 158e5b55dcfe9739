// Looks at everything that is not a test, one line for each check; a failing check shows what it said.
import { spawnSync } from 'node:child_process'

/** A check is a command; it holds when the command succeeds. `environment` adds to what the command sees. */
export type Check = {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  readonly environment?: Readonly<Record<string, string>>
}

const node = process.execPath
const bin = 'node_modules/.bin'

const checks: readonly Check[] = [
  { name: 'format', command: [node, `${bin}/prettier`, '--check', '--log-level', 'warn', '.'] },
  { name: 'types', command: [node, `${bin}/tsc`, '-p', '.'] },
  { name: 'lint', command: [node, `${bin}/eslint`, '--max-warnings', '0', '.'] },
  { name: 'dependency rule', command: [node, 'tools/dependency-rule.ts'] },
  { name: 'unused exports', command: [node, 'tools/unused-exports.ts'] },
  { name: 'build', command: [node, 'tools/build.ts'] },
  {
    name: 'deployed surface of the bundle',
    command: [
      node,
      '--test',
      '--test-reporter=./tests/support/reporter.ts',
      '--test-reporter-destination=stdout',
      'tests/architecture/deployed-surface.test.ts',
    ],
    environment: { INDSIGT_ENTRY: 'dist/main.mjs' },
  },
  { name: 'generated validators', command: [node, 'tools/write-validators.ts', '--check'] },
  { name: 'generated OpenAPI', command: [node, 'tools/write-openapi.ts', '--check'] },
  {
    name: 'OpenAPI lint',
    command: [node, `${bin}/redocly`, 'lint', 'docs/openapi.json'],
    // Nothing is asked of the network, and nothing told.
    environment: { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  },
  { name: 'syntax of the templates', command: [node, 'tools/check-bicep.ts'] },
  { name: 'generated stores of the templates', command: [node, 'tools/write-stores.ts', '--check'] },
  { name: 'feature table', command: [node, 'tools/features.ts'] },
]

/** Runs all checks, also after one that failed, and says how many did. */
export function verify(all: readonly Check[], say: (line: string) => void): number {
  const failed = all.filter((check) => !holds(check, say))
  say(failed.length === 0 ? 'all checks hold' : `failed: ${failed.map((check) => check.name).join(', ')}`)
  return failed.length
}

function holds(
  { name, command: [program, ...rest], environment }: Check,
  say: (line: string) => void,
): boolean {
  const started = performance.now()
  const run = spawnSync(program, rest, { encoding: 'utf8', env: { ...process.env, ...environment } })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const output = `${run.stdout}${run.stderr}`.trim()
  if (run.status === 0) {
    say(`ok      ${name} (${seconds} s)${output !== '' && !output.includes('\n') ? `: ${output}` : ''}`)
    return true
  }
  say(`FAILED  ${name} (${seconds} s)\n${output.replace(/^/gm, '        ')}`)
  return false
}

if (import.meta.main) {
  process.exitCode = verify(checks, (line) => console.log(line)) > 0 ? 1 : 0
}
