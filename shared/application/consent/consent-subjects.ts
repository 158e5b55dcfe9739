import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { normalised } from '../intake/normalised-address.ts'
import type { CompanySecrets } from '../keys/company-secrets.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'
import { subjectPartition } from '../place.ts'
import type { Stored } from '../ports/documents.ts'
import { consentSubjectId, subjectRefLength } from './consent-document.ts'
import type { ConsentSubject, ConsentSubjectDocument } from './consent-document.ts'
import type { SubjectRef } from './consent-store.ts'

/**
 * Under which reference somebody's consents lie: a keyed hash, so that who it is cannot be guessed back from it; of 22
 * characters, 132 bits, since every id of a consent begins with it.
 */
export async function subjectRefOf(
  secrets: Pick<CompanySecrets, 'hash'>,
  company: CompanyDocument,
  subject: ConsentSubject,
): Promise<string> {
  const name = 'email' in subject ? `email ${normalised(subject.email)}` : `ext:${subject.externalId}`
  return (await secrets.hash(company, 'consent subject', name)).slice(0, subjectRefLength)
}

const contextOf = ({ companyId, subjectRef }: SubjectRef): string =>
  `consent subject ${companyId} ${subjectRef}`

type Deps = Pick<Core, 'secrets' | 'crypto'>

/** Who it is, as it is kept: for mails, for who may read the record, and for the person's own copy. */
export async function subjectDocument(
  { secrets, crypto }: Deps,
  company: CompanyDocument,
  ref: SubjectRef,
  subject: ConsentSubject,
): Promise<ConsentSubjectDocument> {
  const key = await secrets.key(company, 'consent subject')
  const { companyId, subjectRef } = ref
  return {
    ...{ id: consentSubjectId, companyId, subjectRef },
    sealed: sealJson(crypto, key, contextOf(ref), subject),
  }
}

export async function readSubject(
  { documents, secrets, crypto }: Deps & Pick<Core, 'documents'>,
  company: CompanyDocument,
  ref: SubjectRef,
): Promise<ConsentSubject> {
  const partition = subjectPartition(ref.companyId, ref.subjectRef)
  // It was written with the first that was said, and stays as long as that.
  const { value } = (await documents.read(partition, consentSubjectId)) as Stored<ConsentSubjectDocument>
  const key = await secrets.key(company, 'consent subject')
  return openJson<ConsentSubject>(crypto, key, contextOf(ref), value.sealed)
}
