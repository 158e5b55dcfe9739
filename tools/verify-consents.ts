/**
 * Checks what a company can show of consents without any of our servers:
 * `npm run verify-consents -- <export.zip or folder> [--key <jwks.json or url>]`
 * Every file against its hash, every text against the hash that the records carry, every person's chain (what is gone only
 * by a certificate that the company signed), and what is said to hold against its history. Exit code 0 when all agrees.
 */
import { createHash } from 'node:crypto'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { compactVerify, createLocalJWKSet } from 'jose'
import type { JSONWebKeySet } from 'jose'
import type {
  ConsentEventDocument,
  ConsentStateDocument,
  GoneEventDocument,
} from '../shared/application/consent/consent-document.ts'
import type { ConsentFormVersionDocument } from '../shared/application/consent/form-document.ts'
import type { ConsentCertificate } from '../shared/application/consent/purge-consents.ts'
import { documentsPath } from '../shared/application/export/export-pieces.ts'
import type { ExportedLine } from '../shared/application/export/exported-lines.ts'
import type { ExportedFiles } from '../shared/application/import/exported-files.ts'
import { jsonLines } from '../shared/application/import/json-lines.ts'
import { publicKeysPath, readManifest, wholeJson } from '../shared/application/import/read-manifest.ts'
import { chainFault } from '../shared/domain/consent/chain.ts'
import { languagesOf, shownForm, textHash } from '../shared/domain/consent/form.ts'
import { foldEvents } from '../shared/domain/consent/state.ts'
import { canonicalBytes } from '../shared/domain/evidence/canonical.ts'
import { openExport } from './exported-folder.ts'
import { publishedKeys } from './published-keys.ts'
import { startReport } from './report.ts'
import type { Report } from './report.ts'

export type Verdict = { readonly sound: boolean; readonly lines: readonly string[] }

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function sha256Of(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const hash = createHash('sha256')
  for await (const piece of pieces) hash.update(piece)
  return hash.digest()
}

/** `key`: a JWK or JWKS, as a file or an https address; without it the keys that came along. */
export async function verifyConsents(files: ExportedFiles, key?: string): Promise<Verdict> {
  const { report, lines, failures } = startReport()
  try {
    await check(files, key, report)
  } catch (error) {
    report.fail(`the export cannot be read: ${error instanceof Error ? error.message : 'unknown reason'}`)
  }
  const sound = failures() === 0
  lines.push(
    sound ? 'SOUND: every consent is as it was said' : `NOT SOUND: ${String(failures())} checks failed`,
  )
  return { sound, lines }
}

async function check(files: ExportedFiles, key: string | undefined, report: Report): Promise<void> {
  const manifest = await readManifest({ sha256Of }, files)
  if (!manifest.ok) return report.fail(JSON.stringify(manifest.error))
  report.pass('every file is as the list says')
  if (key === undefined)
    report.note('the keys came with the export: run again with --key to know whose they are')
  const keys = key === undefined ? await wholeJson(files, publicKeysPath) : { keys: await publishedKeys(key) }
  const texts = await checkTexts(files, report)
  await checkSubjects(files, { texts, keys: keys as JSONWebKeySet }, report)
}

async function* linesIn(
  files: ExportedFiles,
  container: 'consents' | 'companies',
): AsyncGenerator<ExportedLine> {
  for await (const { value } of jsonLines(files.open(documentsPath(container)))) yield value as ExportedLine
}

type Texts = ReadonlyMap<string, string>

const nameOf = (formId: string, version: number, language: string): string =>
  `${formId} ${String(version)} ${language}`

async function checkTexts(files: ExportedFiles, report: Report): Promise<Texts> {
  const texts = new Map<string, string>()
  for await (const { kind, document } of linesIn(files, 'companies')) {
    if (kind !== 'consent-form-version') continue
    const { form, textSha256 } = document as ConsentFormVersionDocument
    for (const language of languagesOf(form)) {
      const hash = textHash(sha256, shownForm(form, language))
      texts.set(nameOf(form.formId, form.version, language), hash)
      if (textSha256[language] !== hash)
        report.fail(`form ${nameOf(form.formId, form.version, language)}: the text has another hash`)
    }
  }
  report.pass(`${String(texts.size)} texts were looked at`)
  return texts
}

type Known = { readonly texts: Texts; readonly keys: JSONWebKeySet }

async function checkSubjects(files: ExportedFiles, known: Known, report: Report): Promise<void> {
  const subjects = new Map<string, ExportedLine[]>()
  for await (const line of linesIn(files, 'consents')) {
    const [subjectRef = ''] = line.place
    const before = subjects.get(subjectRef)
    if (before) before.push(line)
    else subjects.set(subjectRef, [line])
  }
  for (const [subjectRef, lines] of subjects) await checkSubject(subjectRef, lines, known, report)
  report.pass(`${String(subjects.size)} persons were looked at`)
}

async function checkSubject(
  subjectRef: string,
  lines: readonly ExportedLine[],
  { texts, keys }: Known,
  report: Report,
): Promise<void> {
  const of = <D>(kind: string) =>
    lines.filter((line) => line.kind === kind).map(({ document }) => document as unknown as D)
  const [state] = of<ConsentStateDocument>('state')
  if (!state) return report.fail(`${subjectRef}: what holds is missing`)
  const events = of<ConsentEventDocument>('event').map(({ event }) => event)
  const certified = new Set<number>()
  for (const certificate of of<ConsentCertificate>('consentCertificate'))
    if (await isSigned(certificate, keys)) certificate.events.forEach((seq) => certified.add(seq))
    else report.fail(`${subjectRef}: a certificate of what went is not signed by the company`)
  const gone = of<GoneEventDocument>('gone').map((one) => one.gone)
  const unnamed = gone.filter(({ seq }) => !certified.has(seq))
  if (unnamed.length > 0)
    report.fail(`${subjectRef}: ${String(unnamed.length)} events went without a certificate`)
  const fault = chainFault(sha256, events, state, gone)
  if (fault) report.fail(`${subjectRef}: ${fault.code} at event ${String(fault.seq)}`)
  if (!isDeepStrictEqual(foldEvents(events), state.purposes))
    report.fail(`${subjectRef}: what holds is not what its history says`)
  for (const { seq, formId, formVersion, language, formSha256 } of events)
    if (texts.get(nameOf(formId, formVersion, language)) !== formSha256)
      report.fail(`${subjectRef}: the text of event ${String(seq)} is not in the export`)
}

async function isSigned({ id: _id, signature, ...facts }: ConsentCertificate, keys: JSONWebKeySet) {
  try {
    const { payload } = await compactVerify(signature, createLocalJWKSet(keys), { algorithms: ['ES256'] })
    return Buffer.from(payload).equals(canonicalBytes(facts))
  } catch {
    return false
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true })
  const [path] = positionals
  if (path === undefined) {
    console.error('usage: npm run verify-consents -- <export.zip or folder> [--key <jwks.json or url>]')
    process.exitCode = 1
    return
  }
  const files = await openExport(path)
  const { sound, lines } = await verifyConsents(files, values.key)
  files.close()
  for (const line of lines) console.log(line)
  process.exitCode = sound ? 0 : 1
}

if (import.meta.main) await main()
