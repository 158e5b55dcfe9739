import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { AuditEvent } from '../evidence/audit-event.ts'
import { companyOf } from '../letters/settle-mail.ts'
import { subjectPartition } from '../place.ts'
import type { Stored, Write } from '../ports/documents.ts'
import { callerRef, mayConsent } from './consent-caller.ts'
import type { ConsentCaller } from './consent-caller.ts'
import { consentPersonId, subjectRefIn } from './consent-document.ts'
import type { ConsentPersonDocument } from './consent-document.ts'
import { makeConsentStore } from './consent-store.ts'
import type { ConsentChange, SubjectRef } from './consent-store.ts'
import { readSubject, subjectRefOf } from './consent-subjects.ts'
import { findConsent } from './read-consents.ts'

export type PersonRefusal = {
  readonly code: 'notFound' | 'forbidden' | 'consentHasAddress' | 'versionConflict'
}

type Named = { readonly caller: ConsentCaller; readonly consentId: string }

export type ConsentPerson = {
  /** Whoever keeps consents under a name of its own says whose mailbox that name stands for; the last word counts. */
  readonly name: (input: Named & { readonly email: string }) => Promise<Result<void, PersonRefusal>>
  /** Nobody's that is known, from now on. */
  readonly forget: (input: Named) => Promise<Result<void, PersonRefusal>>
}

type Deps = Pick<
  Core,
  'documents' | 'messages' | 'companies' | 'secrets' | 'clock' | 'random' | 'crypto' | 'log'
>

/**
 * Whom an application’s own name stands for, so that what lies under it is in the answer of that person (Art. 15, 20). The
 * application vouches for it as it does for the name; nobody who only types an address can.
 */
export function makeConsentPerson(deps: Deps): ConsentPerson {
  const { documents, companies, secrets } = deps
  const store = makeConsentStore(deps)

  /** `addressRef` is who it shall be; undefined for nobody. */
  async function change(
    { caller, consentId }: Named,
    addressOf: (company: CompanyDocument) => Promise<string | undefined>,
  ): Promise<Result<void, PersonRefusal>> {
    const { companyId } = caller
    const may = mayConsent(caller, companyId, 'recordConsent')
    if (!may.ok) return may
    const subjectRef = subjectRefIn(consentId)
    if (subjectRef === undefined) return err({ code: 'notFound' })
    const ref = { companyId, subjectRef }
    return store.change<void, PersonRefusal>(ref, async (before, now) => {
      if (!before || !(await findConsent(documents, companyId, consentId))) return err({ code: 'notFound' })
      const company = await companyOf(companies, ref)
      if ('email' in (await readSubject(deps, company, ref))) return err({ code: 'consentHasAddress' })
      const partition = subjectPartition(companyId, subjectRef)
      const known = await documents.read<ConsentPersonDocument>(partition, consentPersonId)
      const addressRef = await addressOf(company)
      if (known?.value.addressRef === addressRef) return ok({ answer: undefined })
      const value = addressRef === undefined ? undefined : personDocument(ref, addressRef, now)
      const event: AuditEvent = value ? 'consentPersonNamed' : 'consentPersonForgotten'
      const facts = [{ event, by: callerRef(caller), detail: { consentId } }]
      const writes: readonly Write[] = [writeOf(known, value)]
      const changed: ConsentChange = { by: callerRef(caller), said: [], facts, writes }
      return ok({ answer: undefined, change: changed })
    })
  }

  return {
    name: ({ email, ...named }) => change(named, (company) => subjectRefOf(secrets, company, { email })),
    forget: (named) => change(named, async () => undefined),
  }
}

const personDocument = (ref: SubjectRef, addressRef: string, now: Date): ConsentPersonDocument => ({
  ...{ id: consentPersonId, ...ref, addressRef, namedAt: now.toISOString() },
})

/** One of them is there: what is the same changes nothing. */
function writeOf(
  known: Stored<ConsentPersonDocument> | undefined,
  value: ConsentPersonDocument | undefined,
): Write {
  if (!value)
    return { kind: 'delete', id: consentPersonId, etag: (known as Stored<ConsentPersonDocument>).etag }
  return known ? { kind: 'replace', value, etag: known.etag } : { kind: 'create', value }
}
