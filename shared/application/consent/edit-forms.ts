import { formFaults, formLimits } from '../../domain/consent/form-faults.ts'
import type { FormFault } from '../../domain/consent/form-faults.ts'
import { languagesOf, shownForm, textHash } from '../../domain/consent/form.ts'
import type { FormVersion } from '../../domain/consent/form.ts'
import { limitReached } from '../../domain/requests/limits.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import { toHex, utf8 } from '../bytes.ts'
import { decidersOf, mayIn } from '../companies/company-people.ts'
import type { Asked } from '../companies/company-people.ts'
import type { Core } from '../core.ts'
import type { Fact } from '../evidence/audit-event.ts'
import { noRequest } from '../place.ts'
import type { Write } from '../ports/documents.ts'
import { makeOnce } from '../requests/idempotency.ts'
import type { IdempotencyKey } from '../requests/idempotency.ts'
import { wholeForm } from './form-content.ts'
import type { GivenForm } from './form-content.ts'
import { formHeadId, formVersionId } from './form-document.ts'
import type { ConsentFormHead, ConsentFormVersionDocument } from './form-document.ts'
import { makeConsentFormStore } from './form-store.ts'

export type FormError = { readonly pointer: string; readonly code: string; readonly detail: string }

export type FormRefusal =
  | LimitReached
  | { readonly code: 'purposeRequired' | 'consentFormInvalid'; readonly errors: readonly FormError[] }
  | {
      readonly code:
        'notFound' | 'forbidden' | 'fourEyes' | 'purposeTaken' | 'idempotencyKeyReused' | 'versionConflict'
    }

export type EditedForm = { readonly id: string; readonly version: number }

export type EditForms = {
  /** Version 1, a draft: nobody is asked with it until a second person let it out. */
  readonly create: (
    input: Asked & { readonly given: GivenForm; readonly idempotency?: IdempotencyKey },
  ) => Promise<Result<EditedForm, FormRefusal>>
  /** The next version, a draft again: what is given under an earlier one stays tied to that one. */
  readonly addVersion: (
    input: Asked & {
      readonly formId: string
      readonly given: GivenForm
      readonly idempotency?: IdempotencyKey
    },
  ) => Promise<Result<EditedForm, FormRefusal>>
  /** From here on it never changes, and people are asked with it. Publishing it again changes nothing. */
  readonly publish: (
    input: Asked & { readonly formId: string; readonly version: number },
  ) => Promise<Result<EditedForm, FormRefusal>>
}

type Deps = Pick<Core, 'companies' | 'companyChanges' | 'documents' | 'secrets' | 'random' | 'crypto'>

export function makeEditForms(deps: Deps): EditForms {
  const { companies, companyChanges, random, crypto } = deps
  const store = makeConsentFormStore(deps)
  const once = {
    create: makeOnce<EditedForm>(deps, 'createConsentForm'),
    add: makeOnce<EditedForm>(deps, 'addConsentFormVersion'),
  }

  /** What was written as the version that it will be; a fault of it is refused with its place. */
  async function drafted(asked: Asked, given: GivenForm, { formId, version }: Named) {
    const company = await companies.read(asked.companyId)
    if (!company) return err({ code: 'notFound' } as const)
    const written = wholeForm(company.value, given)
    const faults = formFaults(written)
    if (faults.length > 0) return err(refusalOf(faults))
    const purposes = written.purposes.map(({ required: _never, ...purpose }) => purpose)
    const form: FormVersion = { ...written, purposes, formId, version }
    if (utf8(JSON.stringify(form)).length > formLimits.bytes)
      return err(limitReached('consentFormBytes', formLimits.bytes))
    return ok(form)
  }

  async function isTaken(companyId: string, { formId, purposes }: FormVersion): Promise<boolean> {
    const others = (await store.heads(companyId)).filter((head) => head.formId !== formId)
    const taken = new Set(others.flatMap(({ purposeIds }) => purposeIds))
    return purposes.some(({ purposeId }) => taken.has(purposeId))
  }

  function draftOf(form: FormVersion, { actor }: Asked, now: Date): Write {
    const hashOf = (language: string) =>
      textHash((bytes) => toHex(crypto.sha256(bytes)), shownForm(form, language))
    const value: ConsentFormVersionDocument = {
      ...{ id: formVersionId(form.formId, form.version), form, status: 'draft' },
      ...{ authorId: actor.employeeId, createdAt: now.toISOString() },
      textSha256: Object.fromEntries(languagesOf(form).map((language) => [language, hashOf(language)])),
    }
    return { kind: 'create', value }
  }

  return {
    async create({ given, idempotency, ...asked }) {
      const may = mayIn(asked, 'manageConsentForms')
      if (!may.ok) return may
      const place = { companyId: asked.companyId, requestId: noRequest }
      return companyChanges.change<EditedForm, FormRefusal>(asked.companyId, async (now) => {
        const before = await once.create.earlier(place, idempotency)
        if (before) return before.ok ? ok({ answer: before.value }) : before
        const form = await drafted(asked, given, { formId: random.id(), version: 1 })
        if (!form.ok) return form
        if ((await store.heads(asked.companyId)).length >= formLimits.forms)
          return err(limitReached('consentForms', formLimits.forms))
        if (await isTaken(asked.companyId, form.value)) return err({ code: 'purposeTaken' })

        const answer = { id: form.value.formId, version: 1 }
        const writes: Write[] = [
          { kind: 'create', value: headOf(form.value) },
          draftOf(form.value, asked, now),
          ...(await once.create.writes(place, idempotency, answer)),
        ]
        return ok({ answer, change: { writes, facts: [factOf('consentFormCreated', asked, form.value)] } })
      })
    },

    async addVersion({ formId, given, idempotency, ...asked }) {
      const may = mayIn(asked, 'manageConsentForms')
      if (!may.ok) return may
      const place = { companyId: asked.companyId, requestId: noRequest }
      return companyChanges.change<EditedForm, FormRefusal>(asked.companyId, async (now) => {
        const before = await once.add.earlier(place, idempotency)
        if (before) return before.ok ? ok({ answer: before.value }) : before
        const head = await store.head(asked.companyId, formId)
        if (!head) return err({ code: 'notFound' })
        const version = head.value.latestVersion + 1
        if (version > formLimits.versions)
          return err(limitReached('consentFormVersions', formLimits.versions))
        const form = await drafted(asked, given, { formId, version })
        if (!form.ok) return form
        if (await isTaken(asked.companyId, form.value)) return err({ code: 'purposeTaken' })

        const answer = { id: formId, version }
        const writes: Write[] = [
          { kind: 'replace', value: headOf(form.value, head.value), etag: head.etag },
          draftOf(form.value, asked, now),
          ...(await once.add.writes(place, idempotency, answer)),
        ]
        return ok({ answer, change: { writes, facts: [factOf('consentFormChanged', asked, form.value)] } })
      })
    },

    async publish({ formId, version, ...asked }) {
      const may = mayIn(asked, 'publishConsentForm')
      if (!may.ok) return may
      const { actor, companyId } = asked
      return companyChanges.change<EditedForm, FormRefusal>(companyId, async (now) => {
        const head = await store.head(companyId, formId)
        const draft = head && (await store.version(companyId, formId, version))
        if (!draft) return err({ code: 'notFound' })
        const answer = { id: formId, version }
        if (draft.value.status === 'published') return ok({ answer })
        if (draft.value.authorId === actor.employeeId && !(await isAlone(companyId)))
          return err({ code: 'fourEyes' })

        const published: ConsentFormVersionDocument = {
          ...draft.value,
          ...{ status: 'published', publishedBy: actor.employeeId, publishedAt: now.toISOString() },
        }
        const publishedVersion = Math.max(version, head.value.publishedVersion ?? 0)
        const writes: Write[] = [
          { kind: 'replace', value: { ...head.value, publishedVersion } as ConsentFormHead, etag: head.etag },
          { kind: 'replace', value: published, etag: draft.etag },
        ]
        const hashes = JSON.stringify(draft.value.textSha256)
        const fact = factOf('consentFormPublished', asked, draft.value.form, { textSha256: hashes })
        return ok({ answer, change: { writes, facts: [fact] } })
      })
    },
  }

  /** It declared that it has nobody for the second pair of eyes, and has not: the declaration is in the audit. */
  async function isAlone(companyId: string): Promise<boolean> {
    const company = await companies.read(companyId)
    if (company?.value.secondAdministrator !== 'none') return false
    return decidersOf(await companies.employees(companyId)).length <= 1
  }
}

type Named = { readonly formId: string; readonly version: number }

const headOf = (form: FormVersion, before?: ConsentFormHead): ConsentFormHead => ({
  ...before,
  ...{ id: formHeadId(form.formId), formId: form.formId, title: form.title, latestVersion: form.version },
  purposeIds: [
    ...new Set([...(before?.purposeIds ?? []), ...form.purposes.map(({ purposeId }) => purposeId)]),
  ],
})

const factOf = (
  event: Fact['event'],
  { actor }: Asked,
  { formId, version }: Named,
  detail: Fact['detail'] = {},
): Fact => ({ event, by: actorRef(actor), detail: { formId, version, ...detail } })

const meanings: Readonly<Record<FormFault['code'], string>> = {
  purposeMissing: 'a form asks for at least one purpose',
  purposeRequired: 'a purpose cannot be required: a consent that is a condition is none (Art. 7(4))',
  purposeTwice: 'stands twice',
  languageMissing: 'has no text in a language of the form',
  languageUnknown: 'is in a language that the title is not in',
}

function refusalOf(faults: readonly FormFault[]): FormRefusal {
  const isRequired = faults.some(({ code }) => code === 'purposeRequired')
  return {
    code: isRequired ? 'purposeRequired' : 'consentFormInvalid',
    errors: faults.map(({ code, pointer }) => ({ pointer, code, detail: meanings[code] })),
  }
}
