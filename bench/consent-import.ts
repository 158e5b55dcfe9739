/** A company brings the consents that it has: how long a file of them takes, and what each line asks of the stores. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoCompany } from '../local/demo/company.ts'
import type { EmployeeActor } from '../shared/application/actor.ts'
import { createApp } from '../shared/composition/app.ts'
import type { App } from '../shared/composition/app.ts'
import { embeddedPorts } from '../shared/composition/embedded-ports.ts'
import { createTally } from './tally.ts'
import type { BenchRow } from './measure.ts'

const now = new Date('2026-03-02T08:00:00Z')

const person = (employeeId: string, role: 'systemAdministrator' | 'systemOwner'): EmployeeActor => ({
  ...{ kind: 'employee', sessionId: employeeId, companyId: 'demo', employeeId },
  ...{ roles: [role], grants: [], proofs: ['link', 'totp'], provedAt: now },
})

const admin = person('admin', 'systemAdministrator')

/** A hundred thousand, or two thousand for a quick look; every hundredth is damaged. */
export async function consentImportRows({
  quick,
}: {
  readonly quick: boolean
}): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'indsigt-bench-'))
  const tally = createTally()
  const world = { clock: { now: () => now }, log: { write: () => undefined } }
  const { ports, db } = embeddedPorts({ folder, mode: 'serve', publicUrl: 'http://localhost' }, world)
  const count = quick ? 2_000 : 100_000
  try {
    const app = createApp(tally.ports(ports))
    await app.openCompany(demoCompany)
    const form = await published(app)
    const asked = { companyId: 'demo', actor: admin }
    const begun = await app.consentImports.begin({ ...asked, content: file(form, count), dryRun: false })
    if (!begun.ok) throw new Error(begun.error.code)
    tally.begin('import')
    const started = performance.now()
    await app.importConsents(10)
    const seconds = (performance.now() - started) / 1000
    const seen = await app.consentImports.view({ ...asked, importId: begun.value.id })
    if (!seen.ok) throw new Error(seen.error.code)
    const { state, recorded, refused } = seen.value
    if (state !== 'done' || recorded + refused !== count)
      throw new Error(`${state}: ${recorded} + ${refused}`)
    const { batches = 0, reads = 0, queries = 0 } = tally.steps()[0]?.call ?? {}
    const row = (name: string, value: number, unit: string, aim?: string): BenchRow => ({
      ...{ name, value, unit, ...(aim !== undefined && { aim }) },
    })
    return [
      row('consents taken over: lines', count, ''),
      row('refused, each named in the report', refused, '', String(count / 100)),
      row('lines a second', count / seconds, '/s'),
      row('batches a line', batches / recorded, ''),
      row('reads and queries a line', (reads + queries) / recorded, ''),
    ]
  } finally {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function published(app: App) {
  const text = (en: string) => ({ en })
  const purpose = { purposeId: 'newsletter', text: text('Send me the newsletter') }
  const given = { title: text('News'), purposes: [{ ...purpose, retention: text('Until you take it back') }] }
  const created = await app.editConsentForms.create({ actor: admin, companyId: 'demo', given })
  if (!created.ok) throw new Error(created.error.code)
  const named = { companyId: 'demo', formId: created.value.id, version: created.value.version }
  const out = await app.editConsentForms.publish({ actor: person('owner', 'systemOwner'), ...named })
  if (!out.ok) throw new Error(out.error.code)
  return { formId: named.formId, version: named.version }
}

async function* file(form: object, count: number): AsyncGenerator<Uint8Array> {
  for (let n = 0; n < count; n++) {
    const subject = { externalId: `customer-${n}` }
    const said = { subject, method: 'webForm', saidAt: '2025-05-01T10:00:00Z' }
    const line = { ...form, ...said, purposes: [{ purposeId: 'newsletter', decision: 'given' }] }
    yield new TextEncoder().encode(n % 100 === 99 ? '{"half\n' : `${JSON.stringify(line)}\n`)
  }
}
