// Two companies with one of each kind of object, and whoever calls for the first of them.
import assert from 'node:assert/strict'

import { companyPartition } from '../../../shared/application/place.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { must, openOffice, otherSide, type Office } from '../../support/application.ts'
import { objectsOf, type OwnedObjects } from '../../support/objects.ts'
import { anOperator } from '../../support/operators.ts'
import type { CleaningUp } from '../../support/scratch-folder.ts'
import { callersOf, hireEverything, type Caller } from './callers.ts'

/** Something that the other company has, and what is nowhere: of the same shape and length. */
export type Kind = { readonly kind: string; readonly real: string; readonly none: string }

export type Twins = {
  readonly office: Office
  readonly ours: OwnedObjects
  readonly theirs: OwnedObjects
  readonly callers: readonly Caller[]
  /** Who has the same post and the same id in the other company. */
  readonly counterparts: readonly Caller[]
  readonly kinds: readonly Kind[]
  /** What the stores were asked for that is the other company's since it was last looked at. */
  readonly touched: () => readonly string[]
  /** All that the other company has, as it lies in the store. */
  readonly theirRows: () => readonly string[]
}

/** Stands in whatever the other company has to say: none of it may ever be in an answer. */
export const theirWords = /[Bb]irch|Other Company|@other\.example/

export async function twins(context: CleaningUp): Promise<Twins> {
  const { through, touched } = watching('other')
  const office = await openOffice(context, { through, company: { programAccess: 'tokenAlone' } })
  const there = otherSide(office)
  const operatorId = (await anOperator(office)).employeeId
  const [ours, theirs] = [await objectsOf(office, 'acorn'), await objectsOf(there, 'birch')]
  for (const [side, objects] of [
    [office, ours],
    [there, theirs],
  ] as const)
    await hireEverything(side, objects)
  return {
    ...{ office, ours: { ...ours, ids: { ...ours.ids, operatorId } }, theirs, touched },
    callers: await callersOf(office, ours),
    counterparts: await callersOf(there, theirs),
    kinds: await kindsOf(there, { ...theirs, ids: { ...theirs.ids, operatorId } }),
    theirRows: () => office.rows().filter((row) => /"k0":"other"|\\"companyId\\":\\"other\\"/.test(row)),
  }
}

/** The ids of addresses, and what else of a company names one thing of it. */
async function kindsOf({ app, as, ports, stateOf }: Office, theirs: OwnedObjects): Promise<readonly Kind[]> {
  const { companyId, requestIds } = theirs
  const sealed = await stateOf({ companyId, requestId: requestIds[1] ?? '' })
  const page = await app.listQueue({ actor: as('manager'), filter: { limit: 1 } })
  const company = await ports.documents.read(companyPartition(companyId), 'company')
  const continuation = must(page).continuation ?? assert.fail('one page holds all')
  const kind = (name: string, real: string): Kind => ({ kind: name, real, none: noneLike(real) })
  return [
    ...Object.entries(theirs.ids).map(([name, real]) => kind(name, real)),
    ...requestIds.slice(1).map((requestId, n) => kind(`requestId ${n}`, requestId)),
    kind('reference', sealed.reference),
    kind('manifestSha256', sealed.seal?.root ?? ''),
    kind('etag', company?.etag ?? ''),
    { kind: 'continuation', real: continuation, none: elsewhereThan(continuation, companyId) },
  ]
}

/** A continuation of the same list of a company that there is not. */
function elsewhereThan(continuation: string, companyId: string): string {
  const text = Buffer.from(continuation, 'base64url').toString()
  return Buffer.from(text.replaceAll(companyId, noneLike(companyId))).toString('base64url')
}

const alphabets = ['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789']

/** The same letters one further on: as long, of the same shape, and of nothing that there is. */
export function noneLike(text: string): string {
  const among = /^[0-9a-f]{64}$/.test(text) ? ['0123456789abcdef'] : alphabets
  return text.replaceAll(/[a-z0-9]/gi, (letter) => {
    const all = among.find((one) => one.includes(letter)) ?? letter
    return all[(all.indexOf(letter) + 1) % all.length] ?? letter
  })
}

const watchedPorts = ['documents', 'blobs', 'keys', 'shares', 'messages'] as const

type Method = (...input: readonly unknown[]) => unknown

/** Notes each call to a store or queue that names the company as whose it is. */
function watching(companyId: string) {
  const calls: string[] = []
  const named = new RegExp(
    `"key":\\["${companyId}"|"companyId":"${companyId}"|["/]${companyId}/|company-${companyId}\\b`,
  )
  const watched = (port: string, methods: object): object =>
    Object.fromEntries(
      Object.entries(methods as Record<string, Method>).map(([name, method]) => [
        name,
        (...input: readonly unknown[]) => {
          const text = JSON.stringify(input, (_, value: unknown) => (ArrayBuffer.isView(value) ? '' : value))
          if (named.test(text)) calls.push(`${port}.${name} ${text.slice(0, 200)}`)
          return method(...input)
        },
      ]),
    )
  const through = (ports: Ports): Ports => ({
    ...ports,
    ...Object.fromEntries(watchedPorts.map((port) => [port, watched(port, ports[port])])),
  })
  return { through, touched: () => calls.splice(0) }
}
