import { companyPartition, requestPartition } from '../../shared/application/place.ts'
import { generateKeyPairSync } from 'node:crypto'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { after } from 'node:test'
import assert from 'node:assert/strict'

import { createSignInProvider } from '../../shared/adapters/openid/sign-in-provider.ts'
import type { EmployeeActor } from '../../shared/application/actor.ts'
import type { CompanyDocument } from '../../shared/application/companies/company-document.ts'
import { auditEntryId } from '../../shared/application/evidence/audit-event.ts'
import { treePartition } from '../../shared/application/evidence/tree-document.ts'
import type { LogEvent } from '../../shared/application/ports/log.ts'
import type { Ports } from '../../shared/application/ports/ports.ts'
import type { RequestDocument } from '../../shared/application/requests/request-document.ts'
import { type RequestRef } from '../../shared/application/requests/request-store.ts'
import { createApp, type App } from '../../shared/composition/app.ts'
import { embeddedPorts } from '../../shared/composition/embedded-ports.ts'
import type { Stores } from '../../shared/composition/ports-over.ts'
import type { Result } from '../../shared/kernel/result.ts'
import { demoCompany, otherCompany, people, type PersonName } from './companies.ts'
import { pumpOf, type Command } from './pump.ts'
import { scratchFolder, type CleaningUp } from './scratch-folder.ts'

type Embedded = ReturnType<typeof embeddedPorts>

/** Two companies on one machine, without a host: the clock stands until a test moves it, the queues until it pumps them. */
export type Office = {
  readonly app: App
  readonly ports: Ports
  readonly mail: Embedded['mail']
  readonly sms: Embedded['sms']
  readonly queue: Embedded['queue']
  readonly log: readonly LogEvent[]
  readonly clock: TestClock
  /** What orchestrations were told, in the order of telling. */
  readonly commands: readonly Command[]
  /** Handles what the queues hold until they are still. */
  readonly pump: () => Promise<void>
  /** A member of staff of the company; `elsewhere` is who has the same post in the other company. */
  readonly as: (name: PersonName) => EmployeeActor
  readonly elsewhere: (name: PersonName) => EmployeeActor
  readonly stateOf: (request: RequestRef) => Promise<RequestDocument>
  /** The same folder and clock opened by a process of its own, as after a restart. */
  readonly restarted: () => App
  /** The same without what was remembered in memory. */
  readonly afresh: () => App
  /** Does the work, and takes back all documents, messages and mails that it stored; blobs stay. */
  readonly takenBack: <T>(work: () => Promise<T>) => Promise<T>
  /** Everything in the database, a line a row. */
  readonly rows: () => readonly string[]
}

export type TestClock = {
  readonly now: () => Date
  readonly set: (at: string | Date) => void
  readonly pass: (time: {
    readonly days?: number
    readonly hours?: number
    readonly seconds?: number
  }) => void
}

export type OfficeOptions = {
  readonly company?: Partial<Omit<CompanyDocument, 'id' | 'secret'>>
  readonly mode?: 'demo' | 'serve'
  /** How long the store of content keeps what is removed. */
  readonly blobGoneDays?: number
  /** Another machine, on which nothing was opened yet, at this time. */
  readonly empty?: { readonly at: Date }
  /** The stores that are not in the folder; messages and mails stay there, where a test pumps them. */
  readonly elsewhere?: (clock: TestClock) => Promise<Partial<Stores>>
  /** Puts something between the application and its ports. */
  readonly through?: (ports: Ports) => Ports
}

/** A Monday morning in Copenhagen. */
export const openingTime = '2026-03-02T08:00:00.000Z'

export async function openOffice(context: CleaningUp, options: OfficeOptions = {}): Promise<Office> {
  const { empty } = options
  const folder = scratchFolder(context)
  if (empty) writeWrapKeys(join(folder, 'keys'), ['company-demo-wrap', 'receiving', 'instance'])
  else cpSync(await preparedFolder(), folder, { recursive: true })
  const clock = testClock(empty?.at ?? openingTime)
  const log: LogEvent[] = []
  const stores = await options.elsewhere?.(clock)
  const { mode = 'demo', blobGoneDays } = options
  const opened = open(
    folder,
    { clock, log, mode, ...(blobGoneDays !== undefined && { blobGoneDays }) },
    stores,
  )
  context.after(() => opened.db.close())
  await changeCompany(opened.ports, options.company)
  const apart = {
    ...{ ...opened.ports, signInProvider: outOfReach, hostNames: nobodyAnswers },
    egress: onThisMachine(opened.ports.egress),
  }
  const ports = options.through?.(apart) ?? apart
  const app = createApp(ports)
  const { pump, commands } = pumpOf(app, opened.queue)

  return {
    ...{ app, ports, clock, log, pump, commands, mail: opened.mail, sms: opened.sms, queue: opened.queue },
    as: (name) => actorOf(demoCompany.company.companyId, name),
    elsewhere: (name) => actorOf(otherCompany.company.companyId, name),
    restarted: () => createApp(opened.ports),
    afresh: () => createApp(ports),
    takenBack: (work) => takenBack(opened.db, work),
    rows: () => rowsOf(opened.db),
    stateOf: async ({ companyId, requestId }) => {
      const partition = requestPartition(companyId, requestId)
      const found = await opened.ports.documents.read<RequestDocument>(partition, 'request')
      assert.ok(found, 'the request is there')
      return found.value
    },
  }
}

/** What the adapters write meanwhile are savepoints within one transaction, which is never kept. */
async function takenBack<T>(db: DatabaseSync, work: () => Promise<T>): Promise<T> {
  db.exec('BEGIN')
  try {
    return await work()
  } finally {
    db.exec('ROLLBACK')
  }
}

function rowsOf(db: DatabaseSync): readonly string[] {
  const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all()
  return tables.flatMap(({ name }) =>
    db
      .prepare(`SELECT * FROM "${String(name)}"`)
      .all()
      .map((row) => `${String(name)} ${JSON.stringify(row)}`),
  )
}

/** The same office as its other company sees it: who acts is who has the same post there. */
export const otherSide = (office: Office): Office => ({
  ...office,
  as: office.elsewhere,
  elsewhere: office.as,
})

/** A test that asks name servers brings its own. */
const nobodyAnswers: Ports['hostNames'] = { texts: async () => ({ kind: 'unanswered', code: 'failed' }) }

/** By a name of the world nobody is found, whatever the name servers of this machine would say. */
const onThisMachine = (egress: Ports['egress']): Ports['egress'] => ({
  judge: egress.judge,
  call: (request) =>
    URL.canParse(request.url) && /\.[a-z]+$/i.test(new URL(request.url).hostname)
      ? Promise.resolve({ kind: 'unreachable', code: 'nameUnknown' })
      : egress.call(request),
})

/** No provider is on this machine, and no test goes further. */
const outOfReach = createSignInProvider(async () => {
  throw new TypeError('fetch failed', { cause: { kind: 'refused', code: 'addressRefused' } })
})

function open(
  folder: string,
  {
    clock,
    log,
    ...told
  }: {
    readonly clock: TestClock
    readonly log: LogEvent[]
    readonly mode: 'demo' | 'serve'
    readonly blobGoneDays?: number
  },
  stores: Partial<Stores> = {},
): Embedded {
  const loopback = told.mode === 'demo' ? ({ loopbackTargets: 'allowed' } as const) : {}
  const settings = { folder, ...told, publicUrl: 'http://localhost:7071', ...loopback }
  const edges = { clock, log: { write: (event: LogEvent) => log.push(event) } }
  return embeddedPorts(settings, edges, stores)
}

let prepared: Promise<string> | undefined

/** Making keys and companies takes longer than any test: once a process, and copied. */
const preparedFolder = (): Promise<string> => (prepared ??= prepare())

const preparedIn = scratchFolder({ after })

async function prepare(): Promise<string> {
  const folder = preparedIn
  const companies = ['demo', 'other', 'operator', 'acme-pension', 'acme-pension-2', 'acme']
  writeWrapKeys(join(folder, 'keys'), [...companies.map((one) => `company-${one}-wrap`), 'instance'])
  const { ports, queue, db } = open(folder, { clock: testClock(openingTime), log: [], mode: 'demo' })
  const app = createApp(ports)
  must(await app.openCompany(demoCompany))
  must(await app.openCompany(otherCompany))
  await pumpOf(app, queue).pump()
  for (const { company } of [demoCompany, otherCompany]) await forgetOpening(ports, company.companyId)
  await app.grants.grant({ sessionId: 'nobody', companyId: 'demo' }, 'withoutRefresh')
  db.close()
  return folder
}

/** The audit begins empty, so that what a test counts there is its own. */
async function forgetOpening({ documents }: Ports, companyId: string): Promise<void> {
  await documents.batch(companyPartition(companyId), [
    { kind: 'upsert', value: { id: 'ledger', version: 1, auditCount: 0 } as { id: string } },
    { kind: 'delete', id: auditEntryId(1) },
  ])
  await documents.batch(treePartition(companyId), [{ kind: 'delete', id: 'head' }])
}

/** One key of 2,048 bits under each name, as the vault keeps it: a key of its own length takes ten times as long to make. */
function writeWrapKeys(keys: string, names: readonly string[]): void {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  mkdirSync(keys, { mode: 0o700 })
  for (const name of names)
    writeFileSync(
      join(keys, `${name}.json`),
      JSON.stringify({ use: 'wrap', versions: [{ version: '1', privateKey }] }),
    )
}

async function changeCompany(
  { documents }: Ports,
  change: OfficeOptions['company'] | undefined,
): Promise<void> {
  if (!change) return
  const partition = companyPartition(demoCompany.company.companyId)
  const found = await documents.read<CompanyDocument>(partition, 'company')
  assert.ok(found)
  await documents.batch(partition, [{ kind: 'upsert', value: { ...found.value, ...change } }])
}

function actorOf(companyId: string, name: PersonName): EmployeeActor {
  const { employeeId, roles, grants } = people[name]
  const who = { kind: 'employee', sessionId: `session-of-${name}`, companyId, employeeId } as const
  return { ...who, roles, grants, proofs: ['link'] }
}

function testClock(startAt: string | Date): TestClock {
  let at = new Date(startAt)
  return {
    now: () => new Date(at),
    set: (to) => void (at = new Date(to)),
    pass: ({ days = 0, hours = 0, seconds = 0 }) =>
      void (at = new Date(at.getTime() + ((days * 24 + hours) * 3600 + seconds) * 1000)),
  }
}

/** The value of what has to succeed. */
export function must<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) assert.fail(`refused: ${JSON.stringify(result.error)}`)
  return result.value
}

/** The code of what has to be refused. */
export function refusal(result: Result<unknown, { readonly code: string }>): string {
  return result.ok ? 'not refused' : result.error.code
}
