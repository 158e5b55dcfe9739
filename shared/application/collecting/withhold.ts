import { describeFile, describeValue } from '../../domain/package/describe-withheld.ts'
import type { WithheldPlace } from '../../domain/package/package-facts.ts'
import { revealsValue } from '../../domain/package/revealing-text.ts'
import { checkRefusal } from '../../domain/requests/refusal.ts'
import type { RefusalFlaw } from '../../domain/requests/refusal.ts'
import type { Right } from '../../domain/requests/right.ts'
import { getsPackage } from '../../domain/requests/right.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { sealJson } from '../keys/sealed-json.ts'
import { readCollected } from './collected.ts'
import type { Collected } from './collected.ts'
import { contribute } from '../requests/contribution.ts'
import type { ContributionRefusal } from '../requests/contribution.ts'
import { waitingRights } from '../timing/due.ts'
import { knownFileOf, withKnownFiles } from '../files/known-files.ts'
import type { KnownFile } from '../files/known-files.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { findPlace, hashOf, placeKey, readWithheld, withheldContext } from './withheld-record.ts'
import type { FoundPlace, WithheldRecord } from './withheld-record.ts'

/** What is wrong with one of the items, and where in the body it stands. */
export type ItemFlaw = {
  readonly code: 'withheldUnknown' | 'withheldRevealed' | RefusalFlaw['code']
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[]
}

export type WithholdRefusal = ContributionRefusal | ItemFlaw | { readonly code: 'contentGone' }

export type WithheldItem = WithheldPlace & { readonly groundCode: string; readonly text: string }

export type Withhold = (input: {
  readonly actor: Actor
  readonly requestId: string
  /** The whole list; what is not in it is not left out. */
  readonly items: readonly WithheldItem[]
  /** By name: they leave although they have what is withheld. Said with the list, and for no other list. */
  readonly filesAsTheyAre?: readonly string[]
  readonly expected?: string
}) => Promise<Result<WithheldList, WithholdRefusal>>

export type WithheldList = {
  readonly items: readonly WithheldRecord[]
  readonly filesAsTheyAre: readonly string[]
}

type Deps = Pick<Core, 'requests' | 'companies' | 'keyring' | 'secrets' | 'crypto'>

/**
 * What the answer leaves out, each with a ground that carries it (Art. 15(4), 20(4), national law): part of what is
 * sealed. The collected content stays as it is; the package is made without it. An item that stays in the list keeps the
 * value that it was declared for, so that sending the list again never moves it to another.
 */
export function makeWithhold(deps: Deps): Withhold {
  const { requests, companies, keyring, crypto } = deps

  return async ({ actor, requestId, items, filesAsTheyAre = [], expected }) => {
    const ref: RequestRef = { companyId: actor.companyId, requestId }
    const company = await companies.find(ref.companyId)
    const changed = await requests.change<WithheldList, WithholdRefusal>(
      ref,
      async (request) => {
        const contributed = contribute(actor, request)
        if (!contributed.ok) return contributed
        const key = await keyring.open(ref.companyId, request.key)
        if (!key || !company) return err({ code: 'contentGone' })
        const collected = await readCollected(deps, ref, key)
        const declared = await declare(
          { company, request, collected, before: readWithheld(crypto, key, request) },
          items,
        )
        if (!declared.ok) return declared
        const known = answeredFor(collected, filesAsTheyAre)
        if (!known.ok) return known

        return ok({
          answer: { items: declared.value, filesAsTheyAre },
          change: {
            ...contributed.value,
            request: withKnownFiles(
              crypto,
              key,
              withList(contributed.value.request, key, declared.value),
              known.value,
            ),
            facts: [
              ...contributed.value.facts,
              {
                event: 'withheldChanged',
                by: actorRef(actor),
                detail: { items: items.length, filesAsTheyAre: filesAsTheyAre.length },
              },
            ],
          },
        })
      },
      expected,
    )
    return changed.ok ? ok(changed.value.answer) : changed
  }

  /** An empty list is none: the outcome of a request that leaves nothing out is not a part (ending.ts). */
  function withList(
    { withheld: _before, ...request }: RequestDocument,
    key: Uint8Array,
    records: readonly WithheldRecord[],
  ): RequestDocument {
    if (records.length === 0) return request
    return { ...request, withheld: sealJson(crypto, key, withheldContext(request), records) }
  }

  async function declare(
    about: Declaring,
    items: readonly WithheldItem[],
  ): Promise<Result<readonly WithheldRecord[], ItemFlaw>> {
    const found = items.map((item) => findPlace(about.collected, item))
    const records: WithheldRecord[] = []
    for (const [n, item] of items.entries()) {
      const ground = groundFor(item, waitingRights(about.request).filter(getsPackage), about.company.country)
      if (!ground.ok) return flawAt(`/items/${n}/groundCode`, ground.error.code)
      if (found.some((one) => one && revealsValue(item.text, one.value)))
        return flawAt(`/items/${n}/text`, 'withheldRevealed')
      const place = await placed(about, item, found[n])
      if (!place) return flawAt(`/items/${n}/${memberOf(about, item)}`, 'withheldUnknown')
      const { groundCode, text } = item
      records.push({ ...place, groundCode, article: ground.value.article, text })
    }
    return ok(records)
  }

  type Place = WithheldPlace & Pick<WithheldRecord, 'description' | 'valueHash'>

  async function placed(
    about: Declaring,
    item: WithheldItem,
    found: FoundPlace | undefined,
  ): Promise<Place | undefined> {
    const { company, request, before } = about
    const known = before.find((record) => placeKey(record) === placeKey(item))
    const place = 'file' in item ? { file: item.file } : { source: item.source, pointer: item.pointer }
    if (known) return { ...place, description: known.description, valueHash: known.valueHash }
    if (!found) return undefined
    const valueHash = await hashOf(deps.secrets, { company, ref: request }, item, found.value)
    return { ...place, description: await describe(request, found), valueHash }
  }

  async function describe(
    { companyId, sources, language }: RequestDocument,
    found: FoundPlace,
  ): Promise<string> {
    const labelOf = (sourceId: string | undefined) =>
      sources.find((source) => source.sourceId === sourceId)?.label[language]
    if (found.kind === 'file') return describeFile(labelOf(found.source), language)
    const { sourceId, templateId, templateVersion } = found.document
    const template = await companies.template(companyId, templateId, templateVersion)
    return describeValue({ label: labelOf(sourceId), template }, found.steps, language)
  }
}

function answeredFor(collected: Collected, names: readonly string[]): Result<readonly KnownFile[], ItemFlaw> {
  const files = names.map((name) => knownFileOf(collected, name))
  const missing = files.indexOf(undefined)
  if (missing >= 0) return flawAt(`/filesAsTheyAre/${missing}`, 'withheldUnknown')
  return ok(files.filter((file) => file !== undefined))
}

type Declaring = {
  readonly company: CompanyDocument
  readonly request: RequestDocument
  readonly collected: Collected
  readonly before: readonly WithheldRecord[]
}

/** One of the rights that get a package is enough: each package has its own article (Art. 15(4), 20(4)). */
function groundFor({ groundCode, text }: WithheldItem, rights: readonly Right[], country: string) {
  const grounds = rights.map((right) =>
    checkRefusal({ rights: [right], country, groundCode, scope: 'part', facts: text }),
  )
  return grounds.find(({ ok: holds }) => holds) ?? grounds[0] ?? err({ code: 'groundNotForRight' } as const)
}

/** The file, the source that holds nothing, or the pointer into what it holds. */
function memberOf({ collected }: Declaring, item: WithheldItem): string {
  if ('file' in item) return 'file'
  return collected.forms.has(item.source) ? 'pointer' : 'source'
}

const details: Readonly<Partial<Record<ItemFlaw['code'], string>>> = {
  withheldUnknown: 'names nothing that was collected',
  withheldRevealed: 'says what is withheld',
}

const flawAt = (pointer: string, code: ItemFlaw['code']) =>
  err({ code, errors: [{ pointer, code, detail: details[code] ?? 'does not carry it' }] })
