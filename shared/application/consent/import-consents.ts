import { addDays } from '../../domain/time.ts'
import { ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { writeOf } from '../companies/guarded-change.ts'
import type { Core } from '../core.ts'
import { jsonLines } from '../import/json-lines.ts'
import type { JsonLine } from '../import/json-lines.ts'
import { companyPartition } from '../place.ts'
import type { Write } from '../ports/documents.ts'
import { readAll } from '../read-all.ts'
import type { Fact } from '../evidence/audit-event.ts'
import { sweepDue } from '../timing/sweep.ts'
import type { Sweep } from '../timing/sweep.ts'
import type { ConsentFormVersionDocument } from './form-document.ts'
import { makeConsentFormStore } from './form-store.ts'
import { importDays, importFile, readImport, refusedDocumentId, refusedPrefix } from './import-document.ts'
import type { ConsentImportDocument, RefusedLine, RefusedLinesDocument } from './import-document.ts'
import { makeImportLine } from './import-line.ts'
import type { LineOutcome, LineRefusal, ParseLine } from './import-line.ts'

type Deps = Pick<
  Core,
  | 'documents'
  | 'messages'
  | 'companies'
  | 'companyChanges'
  | 'secrets'
  | 'packages'
  | 'blobs'
  | 'clock'
  | 'random'
  | 'crypto'
  | 'log'
> & { readonly parseLine: ParseLine }

/** What is lost of a pass that dies is dealt with again, and so counts the same. */
const pieceLines = 200

/** At a time, each about somebody else. */
const sideBySide = 8

/** A pass that takes longer leaves the rest to the next, so that no other work of the machine waits for it. */
const passMinutes = 4

/** A piece of the file, behind the lines that were counted before it. */
type Progress = {
  readonly asked: ConsentImportDocument
  readonly from: number
  readonly piece: JsonLine[]
}

type Numbered = { readonly line: number; readonly outcome: Result<LineOutcome, LineRefusal> }

/** Goes on with the files that wait, line by line, and takes away those whose days are over. */
export function makeImportConsents(deps: Deps): Sweep {
  const { documents, companies, companyChanges, secrets, packages, blobs, clock, log } = deps
  const importLine = makeImportLine(deps)

  return (batch) =>
    sweepDue<ConsentImportDocument>(
      { documents, log },
      {
        ...{ operation: 'importConsents', container: 'companies', field: 'consentImportAt' },
        ...{ until: clock.now(), batch },
      },
      ({ value }) => (value.state === 'waiting' ? goOn(value) : takeAway(value)),
    )

  async function goOn(asked: ConsentImportDocument): Promise<void> {
    const company = await companies.find(asked.companyId)
    if (!company) return
    const key = await secrets.key(company, 'consent import')
    const content = await packages.readFile(importFile(asked), key)
    if (!content) throw new Error('the file of an import is gone')
    const forms = formsOf(company)
    const begun = clock.now().getTime()
    let progress: Progress = { asked, from: asked.lines, piece: [] }
    for await (const line of jsonLines(content)) {
      if (line.number <= asked.lines) continue
      progress.piece.push(line)
      if (progress.piece.length < pieceLines) continue
      const isOurs = await count(progress, await dealtWith(company, progress, forms))
      if (!isOurs || clock.now().getTime() - begun > passMinutes * 60_000) return
      progress = { asked, from: line.number, piece: [] }
    }
    await count(progress, await dealtWith(company, progress, forms), 'done')
  }

  /** Each form is read once in a pass: a published version never changes. */
  function formsOf({ companyId }: CompanyDocument) {
    const store = makeConsentFormStore({ documents })
    const read = new Map<string, Promise<ConsentFormVersionDocument | undefined>>()
    return (formId: string, version: number) => {
      const name = `${formId} ${version}`
      const form = read.get(name) ?? store.version(companyId, formId, version).then((found) => found?.value)
      read.set(name, form)
      return form
    }
  }

  /** Lines about the same person one after the other, since each may depend on the one before. */
  async function dealtWith(
    company: CompanyDocument,
    { asked, piece }: Progress,
    forms: ReturnType<typeof formsOf>,
  ): Promise<readonly Numbered[]> {
    const parsed = piece.map(({ number, value }) => ({ line: number, said: parse(value) }))
    const rows = [
      ...Map.groupBy(parsed, ({ said, line }) => (said.ok ? nameOf(said.value.subject) : `${line}`)).values(),
    ]
    const outcomes: Numbered[] = []
    const worker = async (): Promise<void> => {
      for (let row = rows.shift(); row; row = rows.shift())
        for (const { line, said } of row) {
          const outcome = said.ok
            ? await importLine({
                ...{ company, asked, line, said: said.value },
                form: await forms(said.value.formId, said.value.version),
              })
            : said
          outcomes.push({ line, outcome })
        }
    }
    await Promise.all(Array.from({ length: sideBySide }, worker))
    return outcomes.toSorted((one, other) => one.line - other.line)
  }

  function parse(value: unknown): ReturnType<ParseLine> {
    return value === undefined ? { ok: false, error: { code: 'jsonMalformed' } } : deps.parseLine(value)
  }

  /** The counts and the report move together; false where another pass was faster, and goes on with it. */
  async function count(
    { asked: { companyId, importId }, from, piece }: Progress,
    outcomes: readonly Numbered[],
    done?: 'done',
  ): Promise<boolean> {
    const counted = await companyChanges.change<boolean, never>(companyId, async (now) => {
      const found = await readImport(deps, companyId, importId)
      if (found?.value.lines !== from || found.value.state !== 'waiting') return ok({ answer: false })
      const further = withCounts(found.value, outcomes, piece.at(-1)?.number ?? from)
      const after = done ? ended(further, now) : further
      const refused = outcomes.flatMap(refusedIn)
      const report: RefusedLinesDocument = {
        ...{ id: refusedDocumentId(importId, refused[0]?.line ?? 0), companyId, lines: refused },
      }
      const writes = [writeOf(after), ...(refused.length > 0 ? [writeOf(report)] : [])]
      return ok({ answer: true, change: { writes, facts: done ? [factOf(after)] : [] } })
    })
    return counted.ok && counted.value
  }

  async function takeAway({ companyId, importId, id }: ConsentImportDocument): Promise<void> {
    const { container, blob } = importFile({ companyId, importId })
    await blobs.remove({ container, name: blob })
    const report = { ...companyPartition(companyId), idPrefix: refusedPrefix(importId) }
    for (const { value } of await readAll(documents, report))
      await documents.batch(companyPartition(companyId), [{ kind: 'delete', id: value.id }])
    const gone: Write = { kind: 'delete', id }
    await documents.batch(companyPartition(companyId), [gone])
  }
}

const ended = (counted: ConsentImportDocument, now: Date): ConsentImportDocument => ({
  ...{ ...counted, state: 'done', doneAt: now.toISOString() },
  consentImportAt: addDays(now, importDays).toISOString(),
})

const factOf = ({ importId, lines, recorded, known, refused }: ConsentImportDocument): Fact => ({
  ...{ event: 'consentImportDone', by: bySystem },
  detail: { importId, lines, recorded, known, refused },
})

const nameOf = (subject: { readonly email: string } | { readonly externalId: string }): string =>
  'email' in subject ? `email ${subject.email.toLowerCase()}` : `ext ${subject.externalId}`

const refusedIn = ({ line, outcome }: Numbered): readonly RefusedLine[] =>
  outcome.ok ? [] : [{ line, ...outcome.error }]

function withCounts(
  before: ConsentImportDocument,
  outcomes: readonly Numbered[],
  last: number,
): ConsentImportDocument {
  const of = (wanted: LineOutcome): number =>
    outcomes.filter(({ outcome }) => outcome.ok && outcome.value === wanted).length
  return {
    ...before,
    lines: last,
    recorded: before.recorded + of('recorded'),
    known: before.known + of('known'),
    refused: before.refused + outcomes.filter(({ outcome }) => !outcome.ok).length,
  }
}
