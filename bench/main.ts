/**
 * `npm run bench -- [--rounds n] [--quick] [--json]`: every figure in one run, each against a reference of the same run.
 * docs/performance.md says what is measured and how to read it.
 */
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { coldStartBench } from './cold-start.ts'
import { consentImportRows } from './consent-import.ts'
import { enumerationRows } from './enumeration.ts'
import { intakeCallRows } from './intake-calls.ts'
import { intakeBench } from './intake.ts'
import { machine, tableOf } from './measure.ts'
import type { BenchRow } from './measure.ts'
import { packageBench } from './package.ts'
import { scanBench } from './scan.ts'
import { requestLife, requestLifeRows, stepTable } from './request-life.ts'

type Options = { readonly quick: boolean; readonly rounds: number }

type Part = { readonly part: string; readonly seconds: number; readonly rows: readonly BenchRow[] }

type Run = { readonly parts: readonly Part[]; readonly steps: Awaited<ReturnType<typeof requestLife>> }

/** One after the other: on two cores, two measurements at once would measure each other. */
async function run(options: Options): Promise<Run> {
  const coldStart = await timed('cold start', async () => {
    const { rows, contents } = await coldStartBench(options)
    return [...rows, ...contents]
  })
  const packages = await timed('packages', () => packageBench(options))
  const scans = await timed('looking at uploads', () => scanBench(options.rounds))
  const intake = await timed('intake', () => intakeBench(options))
  const enumeration = await timed('known and unknown addresses', enumerationRows)
  const consents = await timed('consents taken over', () => consentImportRows(options))
  const lives: Run['steps'][] = []
  const life = await timed('one request, counted', async () => {
    const steps = await requestLife()
    lives.push(steps)
    return [...(await intakeCallRows()), ...requestLifeRows(steps)]
  })
  return { parts: [packages, scans, intake, enumeration, consents, life, coldStart], steps: lives[0] ?? [] }
}

async function timed(part: string, measure: () => Promise<readonly BenchRow[]>): Promise<Part> {
  process.stderr.write(`${part} … `)
  const begun = performance.now()
  const rows = await measure()
  const seconds = (performance.now() - begun) / 1000
  process.stderr.write(`${seconds.toFixed(0)} s\n`)
  return { part, seconds, rows }
}

function print({ parts, steps }: Run): void {
  const titled = parts.flatMap(({ part, rows }) => [{ name: part.toUpperCase(), value: undefined }, ...rows])
  console.log(machine())
  console.log('Ratios and times are CPU time; wall time stands beside them.\n')
  console.log(tableOf(titled))
  console.log('\nCALLS OF ONE REQUEST, STEP BY STEP (+ is what follows without anybody waiting)\n')
  console.log(stepTable(steps))
}

const asJson = ({ parts, steps }: Run, options: Options): string =>
  JSON.stringify(
    {
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      load: loadavg(),
      node: process.version,
      ...options,
      parts,
      steps,
    },
    undefined,
    2,
  )

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds ?? (values.quick ? 3 : 7))
if (!Number.isSafeInteger(rounds) || rounds < 1) {
  console.error('usage: npm run bench -- [--rounds n] [--quick] [--json]')
  process.exit(1)
}
const options = { quick: values.quick, rounds }
const measured = await run(options)
if (values.json) console.log(asJson(measured, options))
else print(measured)
