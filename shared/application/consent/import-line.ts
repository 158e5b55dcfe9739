// One line of a file of consents that were given elsewhere: recorded once, however often it comes.
import type { ConsentFact } from '../../domain/consent/event.ts'
import { canonicalJson } from '../../domain/evidence/canonical.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { ActorRef } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { subjectPartition } from '../place.ts'
import { consentDocumentId, newConsentId } from './consent-document.ts'
import type { ConsentDocument } from './consent-document.ts'
import { makeConsentStore } from './consent-store.ts'
import { subjectDocument, subjectRefOf } from './consent-subjects.ts'
import type { ConsentFormVersionDocument } from './form-document.ts'
import type { ConsentImportDocument } from './import-document.ts'
import { consentDocument, decisionsOf, evidenceOf, isOutdated, shownTo, spokenIn } from './said-consent.ts'
import type { SaidConsent, Unnamed } from './said-consent.ts'

/** What became of a line. `known`: the same line was recorded before, in this file or another. */
export type LineOutcome = 'recorded' | 'known'

export type LineRefusal = {
  readonly code: string
  /** Where in the line (RFC 6901). */
  readonly pointer?: string
}

/** What the line says, or what is wrong with its shape. */
export type ParseLine = (value: unknown) => Result<SaidConsent, LineRefusal>

type Dated = SaidConsent & { readonly saidAt: Date }

export type Importing = {
  readonly company: CompanyDocument
  readonly asked: ConsentImportDocument
  readonly line: number
  readonly said: SaidConsent
  readonly form: ConsentFormVersionDocument | undefined
}

type Deps = Pick<
  Core,
  'documents' | 'messages' | 'companies' | 'secrets' | 'clock' | 'random' | 'crypto' | 'log'
>

export function makeImportLine(deps: Deps) {
  const { documents, secrets, clock, random } = deps
  const store = makeConsentStore(deps)

  /** From what the line says, so that the same line has the same id, whichever file it is in: subject, words and time. */
  async function idOf(
    company: CompanyDocument,
    subjectRef: string,
    { subject: _who, ...said }: Dated,
  ): Promise<string> {
    const text = canonicalJson({ ...said, saidAt: said.saidAt.toISOString() })
    const hash = await secrets.hash(company, 'consent import', text)
    return newConsentId(subjectRef, hash.slice(0, 22))
  }

  return async ({
    company,
    asked,
    line,
    said,
    form,
  }: Importing): Promise<Result<LineOutcome, LineRefusal>> => {
    if (form?.status !== 'published') return err({ code: 'consentFormUnknown', pointer: '/formId' })
    if (!said.saidAt) return err({ code: 'bodyInvalid', pointer: '/saidAt' })
    if (said.saidAt > clock.now()) return err({ code: 'saidInFuture', pointer: '/saidAt' })
    const shown = shownTo(company, form, said)
    if (!shown.ok) return shown
    const { companyId } = company
    const subjectRef = await subjectRefOf(secrets, company, said.subject)
    const ref = { companyId, subjectRef }
    const { saidAt } = said
    const consentId = await idOf(company, subjectRef, { ...said, saidAt })
    const origin = `${asked.importId}:${line}`
    const by: ActorRef = { kind: 'employee', id: asked.askedBy }

    return store.change<LineOutcome, LineRefusal>(ref, async (before, now) => {
      const place = subjectPartition(companyId, subjectRef)
      const earlier = before && (await documents.read<ConsentDocument>(place, consentDocumentId(consentId)))
      // A pass that died recorded it and did not come to count it.
      if (earlier) return ok({ answer: earlier.value.importedBy === origin ? 'recorded' : 'known' })
      if (isOutdated(before, said)) return err({ code: 'decidedSince' })
      if (asked.dryRun) return ok({ answer: 'recorded' })
      const purposes = decisionsOf(company, { said, shown: shown.value, now })
      const ids = { consentId, receiptId: random.id() }
      const fact: Unnamed = {
        ...{ type: spokenIn(purposes), at: now.toISOString(), saidAt: saidAt.toISOString() },
        ...{ by: 'controller', agentRef: asked.askedBy, formId: said.formId, formVersion: said.version },
        ...{ language: shown.value.language, formSha256: shown.value.formSha256, purposes },
        ...{ method: said.method, evidence: evidenceOf(said.reference) },
      }
      const event: ConsentFact = { ...fact, ...ids, eventId: random.id() }
      const kept: ConsentDocument = { ...consentDocument(ref, { ...fact, ...ids }, now), importedBy: origin }
      const writes = [
        { kind: 'create', value: kept } as const,
        ...(before && !before.forgotten
          ? []
          : [{ kind: 'create', value: await subjectDocument(deps, company, ref, said.subject) } as const]),
      ]
      return ok({ answer: 'recorded', change: { by, said: [event], writes } })
    })
  }
}
