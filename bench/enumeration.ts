/** How long it takes to be answered with an address that is known and with one that is not, sample by sample in turn. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoCompany } from '../local/demo/company.ts'
import { createApp } from '../shared/composition/app.ts'
import type { App } from '../shared/composition/app.ts'
import { embeddedPorts } from '../shared/composition/embedded-ports.ts'
import { printRun } from './measure.ts'
import type { BenchRow } from './measure.ts'

const now = new Date('2026-03-02T08:00:00Z')
const samples = 2_000

/** As long as each other, and asked in turn: two whom the company knows, and two whom nobody knows. */
const addresses = {
  staff: 'user@demo.example',
  person: 'anna@demo.example',
  unknown: 'eves@demo.example',
  again: 'noel@demo.example',
} as const

type Who = keyof typeof addresses

type Asked = (app: App, email: string) => Promise<unknown>

type Compared = { readonly ask: Asked; readonly addressOf?: (who: Who, sample: number) => string }

const always = (who: Who): string => addresses[who]

/** Who asks for the first time is somebody else each time. */
const once = (who: Who, sample: number): string =>
  who === 'staff' || who === 'person'
    ? addresses[who]
    : `${who[0] ?? ''}${sample.toString(36).padStart(3, '0')}@demo.example`

const { companyId } = demoCompany.company

const asksFor: Asked = (app, email) =>
  app.createRequest({ companyId, wish: { rights: ['access'], personal: { email } } })

const guess = { companyId, code: '00000000', use: 'program' } as const

/** By its operation each call that takes an address from who is not signed in; a test says that none is left out. */
export const compared: Readonly<Record<string, Compared>> = {
  signIn: { ask: (app, email) => app.askSignIn({ companyId, email }) },
  askLinks: { ask: (app, email) => app.askLinks({ companyId, email }) },
  redeemCode: { ask: (app, email) => app.redeemCode({ ...guess, email }) },
  claimFirstOperator: {
    ask: (app, email) => app.firstOperator.claim({ code: 'no such code', name: 'Eve', email }),
  },
  createRequest: { ask: asksFor, addressOf: once },
}

export async function enumerationRows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'indsigt-bench-'))
  const world = { clock: { now: () => now }, log: { write: () => undefined } }
  const { ports, db } = embeddedPorts({ folder, mode: 'demo', publicUrl: 'http://localhost' }, world)
  try {
    const app = createApp(ports)
    await app.openCompany(demoCompany)
    await asksFor(app, addresses.person)
    const rows: BenchRow[] = []
    for (const [name, one] of Object.entries(compared)) rows.push(...(await comparison(app, name, one)))
    return rows
  } finally {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The noise is the same difference between two addresses that nobody knows. */
async function comparison(
  app: App,
  name: string,
  { ask, addressOf = always }: Compared,
): Promise<readonly BenchRow[]> {
  const times: Readonly<Record<Who, number[]>> = { staff: [], person: [], unknown: [], again: [] }
  const order = Object.keys(addresses) as Who[]
  for (let sample = 0; sample < samples; sample++)
    // Whoever comes first in a round is another one each time.
    for (const [i] of order.entries()) {
      const who = order[(i + sample) % order.length] ?? 'unknown'
      const begun = performance.now()
      await ask(app, addressOf(who, sample))
      times[who].push((performance.now() - begun) * 1_000)
    }
  const of = (who: Who): number => median(times[who])
  const difference = (who: Who) => ({
    ...{ name: `${name}: ${who} less unknown`, value: of(who) - of('unknown') },
    ...{ unit: 'µs', aim: 'within the noise' },
  })
  return [
    { name: `${name}: median`, value: of('unknown'), unit: 'µs' },
    ...[difference('staff'), difference('person')],
    { name: `${name}: noise`, value: Math.abs(of('again') - of('unknown')), unit: 'µs' },
  ]
}

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? NaN

if (import.meta.main) printRun(await enumerationRows())
