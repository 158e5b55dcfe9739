// Checks the dependency rule of .dependency-cruiser.mjs on every module there is.
import { existsSync, globSync } from 'node:fs'
import { cruise, type ICruiseResult, type IConfiguration } from 'dependency-cruiser'

export type DependencyReport = {
  readonly violations: readonly string[]
  /** Modules read, and source files on disk: fewer read than there are would be a check of nothing. */
  readonly modules: number
  readonly files: number
}

const rulesFile = new URL('../.dependency-cruiser.mjs', import.meta.url).href
const folders = ['functions', 'orchestrations', 'shared', 'local', 'tests', 'tools', 'bench']

export async function checkDependencies(root: string): Promise<DependencyReport> {
  const rules = await readRules()
  const present = folders.filter((folder) => existsSync(`${root}/${folder}`))
  const files = present.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root })).length
  const { output } = await cruise(present, {
    ...rules.options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: rules.forbidden ?? [] },
  })
  const { summary, modules } = output as ICruiseResult
  return {
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
    modules: modules.filter((module) => isOurs(module.source, present)).length,
    files,
  }
}

const isOurs = (path: string, present: readonly string[]): boolean =>
  path.endsWith('.ts') && present.some((folder) => path.startsWith(`${folder}/`))

/** The names of all rules, so that a test can demand a planted violation for each. */
export const ruleNames = async (): Promise<readonly string[]> =>
  ((await readRules()).forbidden ?? []).map((rule) => rule.name ?? '')

async function readRules(): Promise<IConfiguration> {
  const { default: rules } = (await import(rulesFile)) as { readonly default: IConfiguration }
  return rules
}

if (import.meta.main) {
  const { violations, modules, files } = await checkDependencies(process.cwd())
  for (const violation of violations) console.error(violation)
  if (modules < files) console.error(`Read ${modules} modules of ${files} files.`)
  console.log(`${modules} modules, ${violations.length} violations`)
  if (violations.length > 0 || modules < files) process.exitCode = 1
}
