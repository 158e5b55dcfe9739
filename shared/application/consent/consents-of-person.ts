import { consentsData, consentsForm, consentsLabel } from '../../domain/consent/consents-form.ts'
import type { ConsentEvent } from '../../domain/consent/event.ts'
import type { PackageSource } from '../../domain/package/package-facts.ts'
import type { Language } from '../../domain/templates/template.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { subjectPartition } from '../place.ts'
import type { Stored } from '../ports/documents.ts'
import { readAll } from '../read-all.ts'
import { consentEventPrefix, consentStateId } from './consent-document.ts'
import type { ConsentEventDocument, ConsentStateDocument } from './consent-document.ts'
import { readSubject } from './consent-subjects.ts'
import type { ConsentFormVersionDocument } from './form-document.ts'
import { makeConsentFormStore } from './form-store.ts'
import { subjectRefsOf } from './person-subjects.ts'

/** No company's own source has such a name. */
const sourceId = '~consents'

type Person = {
  readonly company: CompanyDocument
  readonly email: string
  readonly language: Language
  readonly now: Date
}

/**
 * What a person consented to, as a source of their answer (Art. 15, 20): by the address that they proved to be theirs, and by
 * the names that an application said stand for it. Undefined: nothing was ever said.
 */
export async function consentsOfPerson(
  deps: Pick<Core, 'documents' | 'secrets' | 'crypto'>,
  { company, email, language, now }: Person,
): Promise<PackageSource | undefined> {
  const kept: Kept[] = []
  for (const subjectRef of await subjectRefsOf(deps, company, email)) {
    const found = await keptUnder(deps, company, subjectRef)
    if (found) kept.push(found)
  }
  if (kept.length === 0) return undefined
  const events = kept.flatMap((one) => one.events)
  const textOf = await askedTexts(deps, company.companyId, events)
  const parts = kept.map((one) => consentsData(one, textOf, now))
  return {
    ...{ sourceId, label: consentsLabel[language], informationType: 'consents' },
    ...{ legalBasis: 'consent', providedByPerson: true, state: 'filled', template: consentsForm },
    data: {
      current: parts.flatMap(({ current }) => current),
      history: parts.flatMap(({ history }) => history),
    },
    collectedAt: now,
  }
}

type Kept = Parameters<typeof consentsData>[0]

/** Undefined where nothing was ever said, or it is gone with the time for which it is kept. */
async function keptUnder(
  deps: Pick<Core, 'documents' | 'secrets' | 'crypto'>,
  company: CompanyDocument,
  subjectRef: string,
): Promise<Kept | undefined> {
  const { companyId } = company
  const partition = subjectPartition(companyId, subjectRef)
  const state = await deps.documents.read<ConsentStateDocument>(partition, consentStateId)
  if (!state || state.value.forgotten) return undefined
  const found = await readAll<ConsentEventDocument>(deps.documents, {
    ...partition,
    idPrefix: consentEventPrefix,
  })
  const subject = await readSubject(deps, company, { companyId, subjectRef })
  return {
    states: state.value.purposes,
    events: found.map(({ value }) => value.event),
    ...('externalId' in subject && { knownAs: subject.externalId }),
  }
}

/** A version that somebody was asked with is published, and never removed. */
type Asked = Stored<ConsentFormVersionDocument>

/** Each version once, however often it was answered. */
async function askedTexts(deps: Pick<Core, 'documents'>, companyId: string, events: readonly ConsentEvent[]) {
  const forms = makeConsentFormStore(deps)
  const named = new Map(events.map((event) => [nameOf(event), event]))
  const versions = new Map(
    await Promise.all(
      [...named].map(
        async ([name, { formId, formVersion }]) =>
          [name, ((await forms.version(companyId, formId, formVersion)) as Asked).value.form] as const,
      ),
    ),
  )
  return (event: ConsentEvent, purposeId: string): string => {
    const purposes = versions.get(nameOf(event))?.purposes
    return purposes?.find((one) => one.purposeId === purposeId)?.text[event.language] as string
  }
}

const nameOf = ({ formId, formVersion }: ConsentEvent): string => `${formId}:${String(formVersion)}`
