import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type {
  ConsentEventDocument,
  ConsentStateDocument,
} from '../../../shared/application/consent/consent-document.ts'
import { makeConsentImports } from '../../../shared/application/consent/consent-imports.ts'
import { subjectPartition } from '../../../shared/application/place.ts'
import { coreOf } from '../../../shared/composition/core-of.ts'
import { readAll } from '../../../shared/application/read-all.ts'
import { chainFault } from '../../../shared/domain/consent/chain.ts'
import { must, openOffice, refusal, type Office, type OfficeOptions } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { aProgram, givenForm, publishedForm, recorded, sha256Hex } from '../../support/consent.ts'
import type { Document, Page, Query } from '../../../shared/application/ports/documents.ts'
import { outage } from '../../support/outage.ts'
import { streamOf } from '../../support/streams.ts'

type Line = Readonly<Record<string, unknown>>

async function desk(t: TestContext, options: OfficeOptions = {}) {
  const office = await openOffice(t, options)
  const form = await publishedForm(office)
  const asked = { companyId: 'demo', actor: office.as('admin') }
  const line = (n: number, more: Line = {}): Line => ({
    ...{
      ...form,
      subject: { externalId: `customer-${n}` },
      method: 'webForm',
      saidAt: '2024-05-01T10:00:00Z',
    },
    ...{ purposes: [{ purposeId: 'newsletter', decision: 'given' }], ...more },
  })
  const begin = (lines: readonly (Line | string)[], dryRun = false) =>
    office.app.consentImports.begin({ ...asked, content: streamOf(text(lines)), dryRun })
  const view = async (importId: string) => must(await office.app.consentImports.view({ ...asked, importId }))
  return {
    ...{ office, form, asked, line, begin, view },
    imported: async (lines: readonly (Line | string)[], dryRun = false) => {
      const { id } = must(await begin(lines, dryRun))
      await office.app.importConsents(10)
      return view(id)
    },
    refused: async (importId: string) =>
      must(await office.app.consentImports.refused({ ...asked, importId })),
    state: async (n: number) => {
      const questions = [{ subject: { externalId: `customer-${n}` }, purposes: ['newsletter'] }]
      const { consents } = office.app
      return must(await consents.check({ caller: aProgram, companyId: 'demo', questions }))[0]?.[0]?.state
    },
  }
}

const text = (lines: readonly (Line | string)[]): string =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')

async function eventsIn({ ports }: Office): Promise<readonly ConsentEventDocument[]> {
  const asked = { container: 'consents', key: ['demo'] } as const
  const all = await readAll<ConsentEventDocument>(ports.documents, asked)
  return all.map(({ value }) => value).filter(({ id }) => id.startsWith('event:'))
}

const countsOf = ({ state, lines, recorded: taken, known, refused }: Awaited<ReturnType<Desk['view']>>) => ({
  ...{ state, lines, recorded: taken, known, refused },
})

type Desk = Awaited<ReturnType<typeof desk>>

test('each line is recorded as it was said then, on the company’s word, or named with its reason', async (t) => {
  const { office, line, imported, refused, state } = await desk(t)
  const done = await imported([
    line(1),
    line(2, { purposes: [{ purposeId: 'newsletter', decision: 'refused' }] }),
    '{"half',
    line(3, { nickname: 'Ada' }),
    line(4, { saidAt: undefined }),
    line(5, { formId: 'never-written' }),
    line(6, { saidAt: '2030-01-01T00:00:00Z' }),
    line(7, { purposes: [{ purposeId: 'unheard-of', decision: 'given' }] }),
    line(8, { subject: { email: 'Ada@person.example' }, saidAt: '2020-05-01T10:00:00Z' }),
  ])

  assert.deepEqual(countsOf(done), { state: 'done', lines: 9, recorded: 3, known: 0, refused: 6 })
  assert.deepEqual(await refused(done.id), [
    { line: 3, code: 'jsonMalformed' },
    { line: 4, code: 'unknownMember', pointer: '/nickname' },
    { line: 5, code: 'bodyInvalid', pointer: '/saidAt' },
    { line: 6, code: 'consentFormUnknown', pointer: '/formId' },
    { line: 7, code: 'saidInFuture', pointer: '/saidAt' },
    { line: 8, code: 'purposeUnknown' },
  ])
  assert.deepEqual([await state(1), await state(2), await state(3)], ['given', 'refused', 'unknown'])
  const [event] = (await eventsIn(office))
    .map(({ event: one }) => one)
    .filter(({ type }) => type === 'refused')
  assert.deepEqual(
    [event?.by, event?.agentRef, event?.saidAt, event?.at, event?.method],
    ['controller', 'admin', '2024-05-01T10:00:00.000Z', '2026-03-02T08:00:00.000Z', 'webForm'],
  )
})

test('what was given for a time and long ago has run out', async (t) => {
  const { line, imported, state } = await desk(t)
  await imported([line(1, { saidAt: '2020-05-01T10:00:00Z' })])

  assert.equal(await state(1), 'expired')
})

test('the same line is recorded once, twice in a file and in another file too', async (t) => {
  const { office, line, imported } = await desk(t)
  const first = await imported([line(1), line(1), line(2)])
  const again = await imported([line(2), line(3), line(1)])

  assert.deepEqual(countsOf(first), { state: 'done', lines: 3, recorded: 2, known: 1, refused: 0 })
  assert.deepEqual(countsOf(again), { state: 'done', lines: 3, recorded: 1, known: 2, refused: 0 })
  assert.equal((await eventsIn(office)).length, 3)
})

test('what the person has decided since stands, whatever an older list says', async (t) => {
  const { office, form, line, imported, refused, state } = await desk(t)
  must(
    await recorded(office, {
      ...{ ...form, subject: { externalId: 'customer-1' } },
      purposes: [{ purposeId: 'newsletter', decision: 'refused' }],
    }),
  )
  const no = { purposes: [{ purposeId: 'newsletter', decision: 'refused' }] }
  const done = await imported([
    line(1),
    line(2, { saidAt: '2025-05-01T10:00:00Z', ...no }),
    line(2, { saidAt: '2024-05-01T10:00:00Z' }),
    line(2, { saidAt: '2025-06-01T10:00:00Z' }),
  ])

  assert.deepEqual(await refused(done.id), [
    { line: 1, code: 'decidedSince' },
    { line: 3, code: 'decidedSince' },
  ])
  assert.deepEqual([await state(1), await state(2)], ['refused', 'given'])
})

test('staff who enter an old paper meet the same rule', async (t) => {
  const { office, form, line, imported } = await desk(t)
  await imported([line(1, { purposes: [{ purposeId: 'newsletter', decision: 'refused' }] })])
  const said = (saidAt: Date) =>
    recorded(office, {
      ...{ ...form, caller: office.as('user'), method: 'paper', saidAt },
      subject: { externalId: 'customer-1' },
    })

  assert.equal(refusal(await said(new Date('2024-04-01T10:00:00Z'))), 'decidedSince')
  assert.equal(must(await said(new Date('2024-06-01T10:00:00Z'))).state, 'given')
})

test('a dry run tells the same and records nothing', async (t) => {
  const { office, line, imported, refused } = await desk(t)
  const seen = await imported([line(1), line(2, { method: 'telepathy' })], true)

  assert.deepEqual([seen.dryRun, seen.recorded, seen.refused], [true, 1, 1])
  assert.deepEqual(await refused(seen.id), [{ line: 2, code: 'bodyInvalid', pointer: '/method' }])
  assert.deepEqual(await eventsIn(office), [])
})

test('wherever a pass dies, the next goes on: every line counts once, and every chain is whole', async (t) => {
  const broken = outage()
  const { office, line, begin, view } = await desk(t, {
    through: broken.through,
  })
  for (let at = 1; at < 400; at += 13) {
    const lines = Array.from({ length: 7 }, (_, n) =>
      line(1000 * at + (n % 5), { saidAt: `2024-05-0${n + 1}T10:00:00Z` }),
    )
    const { id } = must(await begin(lines))
    broken.strikeAt(at)
    // The list itself may not answer; then the timer comes again.
    await office.app.importConsents(10).catch(() => undefined)
    const met = broken.end()
    office.clock.pass({ seconds: 1 })
    await office.app.importConsents(10)
    assert.deepEqual(countsOf(await view(id)), { state: 'done', lines: 7, recorded: 7, known: 0, refused: 0 })
    if (!met) break
  }
  const chains = Map.groupBy(await eventsIn(office), ({ event }) => event.subjectRef)
  for (const [subjectRef, events] of chains) {
    const partition = subjectPartition('demo', subjectRef)
    const state = await office.ports.documents.read<ConsentStateDocument>(partition, 'state')
    assert.ok(state)
    assert.equal(
      chainFault(
        sha256Hex,
        events.map(({ event }) => event),
        state.value,
      ),
      undefined,
    )
  }
})

test('a pass that takes too long leaves the rest to the next, and the file grows to any length', async (t) => {
  const ticking: { office?: Office } = {}
  const { office, line, begin, view } = await desk(t, {
    through: (ports) => ({
      ...ports,
      clock: {
        now: () => {
          ticking.office?.clock.pass({ seconds: 1 })
          return ports.clock.now()
        },
      },
    }),
  })
  ticking.office = office
  const { id } = must(await begin(Array.from({ length: 450 }, (_, n) => line(n))))
  const seen: number[] = []
  for (let pass = 0; pass < 4; pass++) {
    await office.app.importConsents(10)
    seen.push((await view(id)).lines)
  }

  assert.deepEqual(seen, [200, 400, 450, 450])
  assert.equal((await view(id)).recorded, 450)
})

test('two passes at the same time count each line once', async (t) => {
  const { office, line, begin, view } = await desk(t)
  const { id } = must(await begin(Array.from({ length: 250 }, (_, n) => line(n))))
  await Promise.all([office.app.importConsents(10), office.restarted().importConsents(10)])
  await office.app.importConsents(10)

  const { lines, recorded: taken, known } = await view(id)
  assert.deepEqual([lines, taken, known], [250, 250, 0])
  assert.equal((await eventsIn(office)).length, 250)
})

test('only an administrator takes consents over, and what another company took over does not exist', async (t) => {
  const { office, line, imported, asked } = await desk(t)
  const { id: importId } = await imported([line(1)])
  const { consentImports } = office.app
  for (const name of ['owner', 'manager', 'user', 'approver'] as const) {
    const other = { ...asked, actor: office.as(name) }
    assert.equal(
      refusal(await consentImports.begin({ ...other, content: streamOf(''), dryRun: false })),
      'forbidden',
    )
    assert.equal(refusal(await consentImports.list(other)), 'forbidden')
    assert.equal(refusal(await consentImports.view({ ...other, importId })), 'forbidden')
    assert.equal(refusal(await consentImports.refused({ ...other, importId })), 'forbidden')
  }
  const elsewhere = { companyId: 'other', actor: office.elsewhere('admin') }
  assert.equal(refusal(await consentImports.view({ ...elsewhere, importId })), 'notFound')
  assert.equal(refusal(await consentImports.refused({ ...asked, importId: 'none' })), 'notFound')
  assert.deepEqual(must(await consentImports.list(elsewhere)), [])
  assert.deepEqual(
    must(await consentImports.list(asked)).map(({ id }) => id),
    [importId],
  )
})

test('the audit says who took over which file, and what became of it, and no more', async (t) => {
  const { office, line, imported } = await desk(t)
  const { id: importId, sha256 } = await imported([line(1), line(2, { formId: 'none' })])
  await office.pump()
  const lines = (await auditOf(office).lines()).map(({ entry }) => entry)
  const [begun, done] = ['consentImportBegun', 'consentImportDone'].map((event) =>
    lines.find((entry) => entry?.event === event),
  )

  assert.deepEqual(
    [begun?.by, begun?.detail],
    [
      { kind: 'employee', id: 'admin' },
      { importId, sha256 },
    ],
  )
  assert.deepEqual(done?.detail, { importId, lines: 2, recorded: 1, known: 0, refused: 1 })
})

test('five files wait at a time, the newest is listed first, and one that is too large is not kept', async (t) => {
  const { office, begin, asked, line } = await desk(t)
  const ids: string[] = []
  for (let n = 0; n < 5; n++) {
    office.clock.pass({ seconds: 1 })
    ids.unshift(must(await begin([line(n)])).id)
  }
  assert.equal(refusal(await begin([line(9)])), 'limitReached')
  assert.deepEqual(
    must(await office.app.consentImports.list(asked)).map(({ id }) => id),
    ids,
  )
  await office.app.importConsents(10)

  const both = await Promise.all(Array.from({ length: 7 }, (_, n) => begin([line(20 + n)])))
  assert.equal(both.filter((one) => one.ok).length, 5)

  const core = coreOf(office.ports)
  const full = { ...core, packages: { ...core.packages, storeFile: async () => 'tooLarge' as const } }
  const imports = makeConsentImports(full)
  await office.app.importConsents(10)
  const large = await imports.begin({ ...asked, content: streamOf('{}\n'), dryRun: false })
  assert.equal(refusal(large), 'bodyTooLarge')
})

test('thirty days later the file and its report are gone, and the consents stay', async (t) => {
  const { office, line, imported, asked, state } = await desk(t)
  const { id: importId } = await imported([line(1), line(2, { formId: 'none' })])
  const blobs = async () => (await office.ports.blobs.list('demo', 'consent-imports/')).names.length
  assert.equal(await blobs(), 1)
  office.clock.pass({ days: 31 })
  await office.app.importConsents(10)

  assert.equal(refusal(await office.app.consentImports.view({ ...asked, importId })), 'notFound')
  assert.equal(await blobs(), 0)
  assert.ok(!office.rows().some((row) => row.includes(`consentRefused:${importId}`)))
  assert.equal(await state(1), 'given')
})

test('a file that is gone is told as a defect and never as done; nor is one of a company that is gone', async (t) => {
  const { office, line, begin, view } = await desk(t)
  const { id } = must(await begin([line(1)]))
  await office.ports.blobs.remove({ container: 'demo', name: `consent-imports/${id}` })
  await office.app.importConsents(10)

  assert.equal((await view(id)).state, 'waiting')
  assert.ok(office.log.some((event) => event.code === 'defect' && event.operation === 'importConsents'))
  const partition = { container: 'companies', key: ['demo'] } as const
  must(await office.ports.documents.batch(partition, [{ kind: 'delete', id: 'company' }]))
  await office.afresh().importConsents(10)
  assert.deepEqual(await eventsIn(office), [])
})

test('a form in another language than was said is refused', async (t) => {
  const { line, imported, refused } = await desk(t)
  const { id } = await imported([line(1, { language: 'fr' }), line(2, { language: 'da' })])

  assert.deepEqual(await refused(id), [{ line: 1, code: 'languageNotOffered' }])
  assert.ok(givenForm.title['da'])
})

test('the report of a long file is in the order of its lines', async (t) => {
  const { line, imported, refused } = await desk(t)
  const { id } = await imported(
    Array.from({ length: 410 }, (_, n) => line(n, n % 100 === 7 ? { method: 'x' } : {})),
  )

  assert.deepEqual(
    (await refused(id)).map((one) => one.line),
    [8, 108, 208, 308, 408],
  )
})

test('a pass that is always beaten counts nothing, and goes on when it is not', async (t) => {
  let beaten = false
  const { office, line, begin, view } = await desk(t, {
    through: (ports) => ({
      ...ports,
      documents: {
        ...ports.documents,
        batch: async (partition, writes) =>
          beaten && partition.container === 'companies'
            ? { ok: false, error: { code: 'versionConflict', index: 0 } }
            : ports.documents.batch(partition, writes),
      },
    }),
  })
  const { id } = must(await begin([line(1), line(2)]))
  beaten = true
  await office.app.importConsents(10)
  assert.equal((await view(id)).lines, 0)
  beaten = false
  await office.app.importConsents(10)

  assert.deepEqual(countsOf(await view(id)), { state: 'done', lines: 2, recorded: 2, known: 0, refused: 0 })
})

test('of a company that is not there nothing is taken over', async (t) => {
  const { office } = await desk(t)
  const ghost = { companyId: 'ghost', actor: { ...office.as('admin'), companyId: 'ghost' } }
  const begun = await office.app.consentImports.begin({ ...ghost, content: streamOf(''), dryRun: false })

  assert.equal(refusal(begun), 'notFound')
})

test('a list that is older than what was done changes nothing: a file ends once, also an empty one', async (t) => {
  let kept: Page<Document> | undefined
  const { office, begin, view, line } = await desk(t, {
    through: (ports) => ({
      ...ports,
      documents: {
        ...ports.documents,
        query: async <D extends Document>(query: Query) => {
          const page = await ports.documents.query<D>(query)
          if (query.where?.[0]?.field !== 'consentImportAt') return page
          kept ??= page
          return kept as Page<D>
        },
      },
    }),
  })
  const ids = [must(await begin([])).id, must(await begin([line(1)])).id]
  for (let pass = 0; pass < 3; pass++) await office.app.importConsents(10)

  for (const [n, id] of ids.entries())
    assert.deepEqual(countsOf(await view(id)), { state: 'done', lines: n, recorded: n, known: 0, refused: 0 })
  await office.pump()
  const lines = (await auditOf(office).lines()).map(({ entry }) => entry)
  assert.equal(lines.filter((entry) => entry?.event === 'consentImportDone').length, 2)
})

test('a report is of its company alone, whatever another company’s is called', async (t) => {
  const { office, line, imported, refused } = await desk(t)
  const { id } = await imported([line(1, { method: 'x' })])
  const partition = { container: 'companies', key: ['other'] } as const
  const theirs = {
    id: `consentRefused:${id}:000000001`,
    companyId: 'other',
    lines: [{ line: 7, code: 'theirs' }],
  }
  must(await office.ports.documents.batch(partition, [{ kind: 'create', value: theirs }]))

  assert.deepEqual(
    (await refused(id)).map(({ code }) => code),
    ['bodyInvalid'],
  )
  const later = `consentRefused:${id}:000000002`
  must(await office.ports.documents.batch(partition, [{ kind: 'create', value: { ...theirs, id: later } }]))
  office.clock.pass({ days: 31 })
  await office.app.importConsents(10)
  assert.ok(await office.ports.documents.read(partition, theirs.id))
  assert.ok(!office.log.some(({ code }) => code === 'defect'))
})
