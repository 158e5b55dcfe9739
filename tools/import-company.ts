/**
 * Takes a company in that was exported from another instance:
 * `npm run import-company -- --key` shows the key that its owner names for the export, and
 * `npm run import-company -- <folder or zip>` takes it in. Run with the settings of the instance, by whoever may reach its
 * stores, while a single-machine instance is stopped. Exit code 0 when the company is there, 1 otherwise.
 */
import { parseArgs } from 'node:util'
import { onStores } from '../local/run/on-stores.ts'
import { startFailure } from '../local/run/start-failure.ts'
import type { ImportFault } from '../shared/application/import/exported-files.ts'
import type { ImportReport } from '../shared/application/import/import-company.ts'
import type { App } from '../shared/composition/app.ts'
import { readConfig } from '../shared/config/read-config.ts'
import { openExport } from './exported-folder.ts'

export type Outcome = { readonly done: boolean; readonly lines: readonly string[] }

export async function showKey({ importCompany }: Pick<App, 'importCompany'>): Promise<Outcome> {
  const { key, fingerprint } = await importCompany.receivingKey()
  return {
    done: true,
    lines: [
      'The owner of the company sends this as `receivingKey` when they begin the export:',
      JSON.stringify(key),
      `A second person of the company compares its fingerprint before they agree: ${fingerprint}`,
    ],
  }
}

export async function takeIn({ importCompany }: Pick<App, 'importCompany'>, path: string): Promise<Outcome> {
  const files = await openExport(path)
  try {
    const taken = await importCompany.run(files)
    return taken.ok
      ? { done: true, lines: reported(taken.value) }
      : { done: false, lines: [`Not taken in${kept(taken.error)}: ${refused(taken.error)}`] }
  } finally {
    files.close()
  }
}

const reported = ({ companyId, documents, blobs, remade }: ImportReport): readonly string[] => [
  `The company ${companyId} is taken in: ${documents} documents and ${blobs} files, as they were there.`,
  'Made anew:',
  `- the company’s secret and the keys of its requests (${remade.requestKeys}), wrapped by this instance’s vault`,
  '- its signing key; what the earlier instance signed verifies by the keys that are published beside it',
  `- the orchestrations of ${remade.orchestrations} requests, begun within the hour`,
  '- the lists, the closing if one had begun there, and its row among the operators’ companies',
  'To be asked for anew:',
  `- the secrets of ${remade.apiKeys} API keys: each opens nothing until it is rotated`,
  '- sign-ins, refresh tokens and mailed links; passkeys, if the address of this instance is another',
  `Left out, since their days were over: ${remade.outlived}`,
]

const words: Readonly<Record<ImportFault['code'], string>> = {
  manifestDamaged: 'it is no list of files of an export',
  fileMissing: 'it is missing',
  fileForeign: 'it is not in the list of files',
  fileDamaged: 'its bytes are not those of the list of files',
  lineDamaged: 'it is not what its schema says',
  lineDoubled: 'the same stands further up',
  lineForeign: 'it belongs to nothing in this export',
  keyMissing: 'no key came along for this request',
  keysMissing: 'the export was made for reading: its owner must name the key of this instance (--key)',
  keysForAnother: 'its keys are for another instance',
  companyExists: 'the company is here, or was and is closed',
  companyIdInvalid: 'a company cannot have this address here',
  importRunning: 'another run is taking the company in, and holds it until',
  importOvertaken: 'this run was not heard of for minutes, and another one took over',
}

/** What the run that took over finds, it goes on with. */
const kept = ({ code }: ImportFault): string => (code === 'importOvertaken' ? '' : ', and nothing was stored')

function refused(fault: ImportFault): string {
  if ('until' in fault) return `${words[fault.code]} ${fault.until} (${fault.code})`
  if (!('path' in fault)) return `${words[fault.code]} (${fault.code})`
  const place = fault.line === undefined ? fault.path : `${fault.path}, line ${fault.line}`
  return `${place}: ${words[fault.code]} (${fault.code})`
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { key: { type: 'boolean' } },
    allowPositionals: true,
  })
  const [path] = positionals
  const config = readConfig(process.env)
  process.exitCode = 1
  if (values.key !== true && path === undefined)
    return console.error('usage: npm run import-company -- --key | <folder or zip>')
  if (!config.ok) {
    for (const { setting, problem } of config.error.problems)
      console.error(`The setting ${setting} ${problem}.`)
    return
  }
  try {
    const { done, lines } = await onStores(config.value, (app) =>
      path === undefined ? showKey(app) : takeIn(app, path),
    )
    for (const line of lines) console.log(line)
    process.exitCode = done ? 0 : 1
  } catch (error) {
    console.error(startFailure(error, config.value))
  }
}

if (import.meta.main) await main()
