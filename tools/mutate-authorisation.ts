// Takes out, one at a time, what keeps companies and people apart, and sees whether a test fails: in a copy, for hours.
// `--all` runs every filter again; without it only those that tools/authorisation-filters.json does not know yet. Words
// name the files that are meant: `node tools/mutate-authorisation.ts webhooks/ access.ts`.
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { execFileSync } from 'node:child_process'

import { filtersIn, type Filter } from './mutation/filters.ts'

/** What became of a filter: the tests that fail without it, or why none can. */
export type Verdict = Pick<Filter, 'file' | 'kind' | 'source' | 'hash' | 'nth'> & {
  readonly killedBy?: string
  readonly survives?: string
}

const verdictsFile = 'tools/authorisation-filters.json'

export const verdictsIn = (root: string): readonly Verdict[] =>
  existsSync(join(root, verdictsFile))
    ? (JSON.parse(readFileSync(join(root, verdictsFile), 'utf8')) as readonly Verdict[])
    : []

export const nameOf = ({ file, kind, hash, nth }: Pick<Filter, 'file' | 'kind' | 'hash' | 'nth'>): string =>
  `${file} ${kind} ${hash} ${nth}`

const twins = 'tests/http/twins.test.ts'

/** Which calls lead to what a folder decides; where none is named, all. */
const callsTo: Readonly<Record<string, string>> = {
  ...{
    approvals: 'seal|approval',
    breaches: 'breach',
    closing: 'closing',
    evidence: 'audit',
    export: 'export',
  },
  ...{
    companies: 'employee|setting|setup|template|schema|provider',
    hosts: 'host',
    intake: 'registered',
    messages: 'letter',
  },
  transfer: 'receiver|transfer',
  consent: 'consent',
  ...{ operator: 'operator', queue: 'listRequests|bulk', reports: 'report', webhooks: 'webhook' },
  ...{ identity: 'session|key|token|factor|link|code', 'sign-in-provider': 'provider' },
}
/** Every role, grant, relation and state, by every operation. */
const cells = ['tests/http/permissions.test.ts']
/** The table of permissions as it was read and agreed to. */
const table = ['tests/tools/permission-document.test.ts']
const ofPages = [
  'staff',
  'staff-work',
  'staff-files',
  'people',
  'person',
  'sessions',
  'operator',
  'several-companies',
].map((name) => `tests/pages/${name}.test.ts`)

/** What nobody sees where it is decided, but where it is told. */
const toldIn: Readonly<Record<string, readonly string[]>> = {
  'shared/application/identity/wrong-codes.ts': ['tests/application/reports/report.test.ts'],
}

/** What must fail without it, the quickest first. */
export function stagesFor(
  root: string,
  { file, kind }: Pick<Filter, 'file' | 'kind'>,
): readonly (readonly string[])[] {
  if (file.startsWith('functions/pages/')) return [ofPages]
  const folder = dirname(file).replace(/^(shared|functions)\//, 'tests/')
  const mirrored = join(folder, `${basename(file, '.ts')}.test.ts`)
  const own = [...(existsSync(join(root, mirrored)) ? [mirrored] : []), ...(toldIn[file] ?? [])]
  const around =
    file.startsWith('shared/') && existsSync(join(root, folder)) ? [join(folder, '*.test.ts')] : []
  const ofRoles = kind === 'permission' || kind === 'condition' ? [cells] : []
  const further = file.startsWith('shared/domain/') ? [table] : [...ofRoles, [twins]]
  return [own, around, ...further].filter((stage) => stage.length > 0)
}

const minutes = 6

function fails(copy: string, tests: readonly string[], calls: string): Promise<boolean> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--test', ...tests], {
    ...{ cwd: copy, stdio: 'ignore', timeout: minutes * 60_000 },
    env: { ...process.env, INDSIGT_TWINS: calls },
  })
  return new Promise((resolve) => child.on('exit', (code) => resolve(code !== 0)))
}

/** What git knows of, and the packages as they are. */
function copyOf(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'indsigt-mutants-'))
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  for (const file of files.split('\n').filter((one) => one !== '' && existsSync(join(root, one))))
    cpSync(join(root, file), join(copy, file))
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** Tests that fail anyway would kill everything. */
const sound = new Map<string, Promise<boolean>>()

async function verdictOf(copy: string, root: string, filter: Filter): Promise<Verdict> {
  const { file, kind, source, hash, nth, start, end, without } = filter
  const told = { file, kind, source, hash, nth }
  const text = readFileSync(join(root, file), 'utf8')
  for (const stage of stagesFor(root, filter)) {
    const calls = callsTo[basename(dirname(file))] ?? ''
    const tests = `${stage.join(' ')}${stage.includes(twins) ? ` (${calls})` : ''}`
    if (!sound.has(tests))
      sound.set(
        tests,
        fails(copy, stage, calls).then((failed) => !failed),
      )
    if (!(await sound.get(tests))) throw new Error(`fails anyway: ${tests}`)
    writeFileSync(join(copy, file), text.slice(0, start) + without + text.slice(end))
    const failed = await fails(copy, stage, calls)
    writeFileSync(join(copy, file), text)
    if (failed) return { ...told, killedBy: tests }
  }
  return told
}

/** What is told of the table is tested in no time. */
const quickestFirst = (one: Filter, other: Filter): number =>
  Number(other.file.startsWith('shared/domain/')) - Number(one.file.startsWith('shared/domain/'))

async function run(root: string, args: readonly string[]): Promise<void> {
  const words = args.filter((arg) => arg !== '--all')
  const isMeant = ({ file }: Pick<Filter, 'file'>): boolean =>
    words.length === 0 || words.some((word) => file.includes(word))
  const isSettled = (one: Verdict): boolean =>
    (one.killedBy ?? one.survives) !== undefined && !(args.includes('--all') && isMeant(one))
  const settled = verdictsIn(root).filter(isSettled)
  const known = new Map(settled.map((verdict) => [nameOf(verdict), verdict]))
  const filters = filtersIn(root)
  const waiting = filters
    .filter((filter) => isMeant(filter) && !known.has(nameOf(filter)))
    .sort(quickestFirst)
  const copies = [copyOf(root), copyOf(root)]
  const write = () =>
    writeFileSync(
      join(root, verdictsFile),
      `${JSON.stringify(
        filters.flatMap((filter) => known.get(nameOf(filter)) ?? []),
        undefined,
        2,
      )}\n`,
    )
  const worker = async (copy: string): Promise<void> => {
    for (let filter = waiting.shift(); filter; filter = waiting.shift()) {
      const verdict = await verdictOf(copy, root, filter)
      known.set(nameOf(filter), verdict)
      console.log(
        `${verdict.killedBy === undefined ? 'SURVIVED' : 'killed'}: ${filter.file}: ${filter.source}`,
      )
      write()
    }
  }
  await Promise.all(copies.map(worker))
  write()
  for (const copy of copies) rmSync(copy, { recursive: true, force: true })
  const found = filters.flatMap((filter) => known.get(nameOf(filter)) ?? [])
  const survivors = found.filter(({ killedBy, survives }) => killedBy === undefined && survives === undefined)
  console.log(
    `${filters.length} filters, ${found.length - survivors.length} killed or explained, ${survivors.length} survived, ${filters.length - found.length} wait`,
  )
  if (survivors.length > 0) process.exitCode = 1
}

const usage = `node tools/mutate-authorisation.ts [--all] [part of a file's name …]
Without a name: every filter that nobody has taken out yet. With --all: those that were taken out before, too.`

if (import.meta.main) {
  const args = process.argv.slice(2)
  const unknown = args.filter((arg) => arg.startsWith('-') && arg !== '--all')
  if (unknown.length > 0) console.log(usage)
  else await run(process.cwd(), args)
}
