import { isApproved } from '../../domain/requests/approval.ts'
import { addDays } from '../../domain/time.ts'
import { linkExpiresAt, contentPurgeAt } from '../../domain/retention/retention.ts'
import { packageTexts } from '../../domain/package/package-texts.ts'
import { err, ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { authorityFor, dayOf, mustRender, senderFacts } from '../letters/sender.ts'
import { groundOf } from '../../domain/requests/refusal.ts'
import { readWithheld } from '../collecting/withheld-record.ts'
import type { Delivery, RequestDocument, SealState } from '../requests/request-document.ts'
import type { Change, RequestRef } from '../requests/request-store.ts'
import { isReleased, isStanding, standingDeliveries } from '../requests/standing-seal.ts'
import { destroyUnnamed } from '../requests/unnamed-keys.ts'
import type { KeyReference } from '../keys/keyring.ts'
import { newDeliveryId } from './delivery-id.ts'
import { packagePlace } from './package-place.ts'
import { entriesOf, readSeal } from '../seals/read-seal.ts'
import type { SealContents } from '../seals/seal-document.ts'
import { sealRoot } from '../seals/seal-root.ts'

/** What a delivery's orchestration does, step by step; each is safe to repeat. */
export type DeliverySteps = {
  /** Gives each package a delivery with a key of its own. Answers their ids; empty when there is nothing to deliver. */
  readonly prepare: (ref: RequestRef) => Promise<readonly string[]>
  /** Builds one encrypted package under its delivery's key. */
  readonly build: (ref: RequestRef & { readonly deliveryId: string }) => Promise<'built' | 'stopped'>
  /** Recomputes everything that was approved, and only then writes the letter and the mail that opens it. */
  readonly release: (ref: RequestRef) => Promise<'released' | 'stopped'>
}

type Deps = Pick<
  Core,
  'requests' | 'companies' | 'keyring' | 'packages' | 'blobs' | 'desk' | 'random' | 'crypto'
>

type Approved = { readonly seal: SealState; readonly contents: SealContents; readonly key: Uint8Array }

export function makeDeliverySteps(deps: Deps): DeliverySteps {
  const { requests, companies, keyring, packages, blobs, desk, random, crypto } = deps

  async function approvedSeal(request: RequestDocument): Promise<Approved | undefined> {
    const { seal, status } = request
    if (status !== 'approved' || seal?.state !== 'approved') return undefined
    const key = await keyring.open(request.companyId, request.key)
    const contents = key && (await readSeal(deps, request, { key, sealId: seal.sealId }))
    return key && contents && sealHolds(request, seal, contents, key) ? { seal, contents, key } : undefined
  }

  /** Nothing that anyone approved is believed from a flag: the root and the approvals are computed again. */
  function sealHolds(
    request: RequestDocument,
    seal: SealState,
    contents: SealContents,
    key: Uint8Array,
  ): boolean {
    const { contributors, identity } = request
    if (!identity) return false
    const { sealId, policy, approvals } = seal
    const { packages } = contents
    const root = sealRoot(crypto, { request, identity, key, sealId, policyVersion: policy.version, packages })
    return root === seal.root && isApproved({ policy, contributors, approvals, root })
  }

  return {
    async prepare(ref) {
      const made: KeyReference[] = []
      const changed = await requests.change<readonly string[], never>(ref, async (request) => {
        const approved = await approvedSeal(request)
        if (!approved) return ok({ answer: [] })
        const prepared = standingDeliveries(request).map(({ id }) => id)
        if (prepared.length > 0) return ok({ answer: prepared })

        const deliveries = await Promise.all(
          approved.contents.packages.map(async ({ right, manifestSha256 }): Promise<Delivery> => {
            const id = newDeliveryId(random, ref.requestId)
            const { reference: key } = await keyring.create(ref)
            made.push(key)
            const blob = `${ref.requestId}/deliveries/${id}`
            return { id, right, state: 'building', key, blob, manifestSha256, downloads: 0, downloadedBy: [] }
          }),
        )
        return ok({
          answer: deliveries.map(({ id }) => id),
          change: { request: { ...request, deliveries: [...request.deliveries, ...deliveries] }, facts: [] },
        })
      })
      // An attempt that was overtaken made keys as well. Where the answer of a commit is lost, this is not reached.
      await destroyUnnamed(deps, ref, made, changed.ok ? changed.value.request : undefined)
      return changed.ok ? changed.value.answer : []
    },

    async build({ deliveryId, ...ref }) {
      const found = await requests.find(ref.companyId, ref.requestId)
      const delivery = found && standingDelivery(found.value, deliveryId)
      const approved = found && (await approvedSeal(found.value))
      if (!found || !delivery || !approved) return 'stopped'
      if (delivery.sizeBytes !== undefined) return 'built'

      const deliveryKey = await keyring.open(ref.companyId, delivery.key)
      const contents = approved.contents.packages.find(({ right }) => right === delivery.right)
      if (!deliveryKey || !contents) return 'stopped'
      const entries = entriesOf(contents, approved.key, approved.contents)
      // A name for this attempt alone: two of them at once must not write one blob.
      const attempt: Delivery = { ...delivery, blob: `${delivery.blob}/${random.id()}` }
      const place = packagePlace(ref, attempt)
      const built = await packages.buildPackage(place, deliveryKey, entries)
      const changed = await requests.change<void, { readonly code: 'gone' | 'builtAlready' }>(
        ref,
        (request) => {
          const standing = standingDelivery(request, deliveryId)
          if (!standing) return err({ code: 'gone' })
          if (standing.sizeBytes !== undefined) return err({ code: 'builtAlready' })
          return ok({
            answer: undefined,
            change: {
              request: withDelivery(request, deliveryId, { sizeBytes: built.sizeBytes, blob: attempt.blob }),
              facts: [
                {
                  event: 'packageBuilt',
                  by: bySystem,
                  detail: { deliveryId, sha256: built.sha256, sizeBytes: built.sizeBytes },
                },
              ],
            },
          })
        },
      )
      if (changed.ok) return 'built'
      await blobs.remove({ container: place.container, name: place.blob })
      return changed.error.code === 'builtAlready' ? 'built' : 'stopped'
    },

    async release(ref) {
      const company = await companies.find(ref.companyId)
      const changed = await requests.change<void, { readonly code: 'stopped' }>(ref, async (request, now) => {
        const approved = await approvedSeal(request)
        if (!company || !approved) return err({ code: 'stopped' })
        if (!isBuilt(request, approved.contents)) return err({ code: 'stopped' })
        if (isReleased(request)) return ok({ answer: undefined })
        return ok({ answer: undefined, change: await released(request, approved, { company, now }) })
      })
      return changed.ok ? 'released' : 'stopped'
    },
  }

  async function released(
    request: RequestDocument,
    { seal, key }: Approved,
    { company, now }: { readonly company: CompanyDocument; readonly now: Date },
  ) {
    const facts = [{ event: 'deliveryReleased', by: bySystem, detail: { sealId: seal.sealId } }] as const
    const { delivering: _begun, ...begun } = request
    const available: RequestDocument = {
      ...begun,
      deliveries: request.deliveries.map((delivery) =>
        isStanding(delivery) ? { ...delivery, state: 'available' as const } : delivery,
      ),
      releasedSealId: seal.sealId,
      // What was to happen within the hour has happened: from here the deadline is watched as before.
      wakeBy: addDays(now, 1).toISOString(),
    }
    // Who asked on paper is answered on paper: it has left when its hand-over is recorded.
    if (request.addressHash === undefined) return { request: available, facts, wakes: true as const }
    if (standingDeliveries(request).length === 0) return answeredInWords(available, facts, { company, now })

    const letter = mustRender('delivery', request.language, {
      ...senderFacts(company, request, now),
      authority: authorityFor(company),
      answers: packagesIn(request),
      handOver: {
        kind: 'link',
        url: desk.statusUrl(request),
        expiresOn: lastWholeDay(now, company),
        lock: 'companyKey',
      },
      contents: answersOf(request),
      leftOut: leftOut(request, key),
    })
    return desk.enclose(
      { request: available, facts, wakes: true },
      company,
      {
        kind: 'delivery',
        details: { expiresOn: lastWholeDay(now, company) },
        link: { purpose: 'openRequest', expiresAt: linkExpiresAt(now) },
        letter,
        effect: 'deliveryNotified',
      },
      now,
    )
  }

  /** Nothing to download: the answer is what the company wrote, and this mail says that it is there. */
  function answeredInWords(
    request: RequestDocument,
    facts: Change['facts'],
    { company, now }: { readonly company: CompanyDocument; readonly now: Date },
  ) {
    const link = { purpose: 'openRequest', expiresAt: linkExpiresAt(now) } as const
    return desk.enclose(
      { request, facts, wakes: true },
      company,
      { kind: 'message', link, effect: 'deliveryNotified' },
      now,
    )
  }

  function leftOut(request: RequestDocument, key: Uint8Array) {
    return readWithheld(crypto, key, request).map(({ description, groundCode, article, text }) => ({
      ...{ what: description, groundCode, article, facts: text },
      ground: groundOf(groundCode)?.text[request.language] ?? groundCode,
    }))
  }
}

/** What each source answered: that it holds nothing is an answer too (regulation.md e.4 item 7). */
function answersOf({ sources, language }: RequestDocument): readonly string[] {
  const { states } = packageTexts[language]
  const answers = sources.map(({ label, state }) => {
    if (state === 'filled') return label[language]
    return `${label[language]}: ${state === 'nothingHeld' ? states.nothingHeld : states.failed}`
  })
  return answers.length > 0 ? answers : [states.nothingHeld]
}

/** Destroyed in the course of a day: the last on which it can be had whole is the one before. */
const lastWholeDay = (now: Date, company: CompanyDocument): string =>
  dayOf(addDays(contentPurgeAt(now), -1), company)

/** Whether every package that was approved was built, and nothing beside it. */
function isBuilt(request: RequestDocument, { packages }: SealContents): boolean {
  const built = standingDeliveries(request).filter(({ sizeBytes }) => sizeBytes !== undefined)
  const manifests = (all: readonly { readonly manifestSha256: string }[]) =>
    JSON.stringify(all.map(({ manifestSha256 }) => manifestSha256).sort())
  return manifests(built) === manifests(packages)
}

/** Which packages the letter is about: both may leave together (Art. 15 and 20). */
function packagesIn(request: RequestDocument): 'access' | 'portability' | 'accessAndPortability' {
  const rights = standingDeliveries(request).map(({ right }) => right)
  if (!rights.includes('access')) return 'portability'
  return rights.includes('portability') ? 'accessAndPortability' : 'access'
}

const standingDelivery = (request: RequestDocument, deliveryId: string): Delivery | undefined =>
  standingDeliveries(request).find(({ id }) => id === deliveryId)

const withDelivery = (
  request: RequestDocument,
  deliveryId: string,
  change: Partial<Delivery>,
): RequestDocument => ({
  ...request,
  deliveries: request.deliveries.map((delivery) =>
    delivery.id === deliveryId ? { ...delivery, ...change } : delivery,
  ),
})
