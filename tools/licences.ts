// The packages that a deployment is built from, with their licences; one that nobody has agreed to ends with 1.
import { readFileSync } from 'node:fs'

type Locked = { readonly version?: string; readonly license?: string; readonly dev?: boolean }
export type Lock = { readonly packages: Readonly<Record<string, Locked>> }

/** They ask for a notice, and for nothing that is ours. */
const agreed = new Set(['MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD'])

/** Licences that a package states elsewhere than where the lock looks. */
const stated: Readonly<Record<string, string>> = { semaphore: 'MIT' }

export type Licences = { readonly table: string; readonly refused: readonly string[] }

export function licencesIn({ packages }: Lock): Licences {
  const rows = Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path, { version = '', license }]) => {
      const name = path.replace(/^.*node_modules\//, '')
      return { name, version, licence: license ?? stated[name] ?? 'unknown' }
    })
  const lines = rows.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`)
  return {
    table: ['| package | version | licence |', '|---|---|---|', ...new Set(lines)].join('\n'),
    refused: rows
      .filter(({ licence }) => !agreed.has(licence))
      .map(({ name, version, licence }) => `${name} ${version}: ${licence}`),
  }
}

if (import.meta.main) {
  const { table, refused } = licencesIn(JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock)
  console.log(table)
  for (const one of refused) console.error(`nobody agreed to the licence of ${one}`)
  if (refused.length > 0) process.exitCode = 1
}
