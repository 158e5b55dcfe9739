import { languagesOf, shownForm } from '../../domain/consent/form.ts'
import type { ConsentFactor, ShownForm, Texts } from '../../domain/consent/form.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Asked } from '../companies/company-people.ts'
import type { Core } from '../core.ts'
import type { ConsentFormHead, ConsentFormVersionDocument } from './form-document.ts'
import { makeConsentFormStore } from './form-store.ts'

export type ConsentFormView = {
  readonly id: string
  readonly title: Texts
  readonly latestVersion: number
  readonly publishedVersion?: number
  readonly purposeIds: readonly string[]
}

export type ConsentFormVersionView = Omit<ConsentFormVersionDocument, 'id'>

/** What anybody may read: the text, and the hash over exactly it that the records carry. Nothing of people is in it. */
export type PublishedForm = ShownForm & {
  readonly languages: readonly string[]
  /** What is asked for beside the answer, before it counts. */
  readonly factors: readonly ConsentFactor[]
  readonly publishedAt: string
  readonly textSha256: string
}

type NotFound = { readonly code: 'notFound' }

export type ConsentForms = {
  readonly list: (asked: Asked) => Promise<Result<readonly ConsentFormView[], NotFound>>
  readonly view: (
    input: Asked & { readonly formId: string; readonly version: number },
  ) => Promise<Result<ConsentFormVersionView, NotFound>>
  /** The newest version that was let out; in the language that is wished, or one that there is. */
  readonly published: (input: {
    readonly companyId: string
    readonly formId: string
    readonly language?: string
    /** What they would rather read, where it is not said. */
    readonly accepted?: string
  }) => Promise<Result<PublishedForm, NotFound | { readonly code: 'languageNotOffered' }>>
}

export function makeConsentForms({
  companies,
  documents,
}: Pick<Core, 'companies' | 'documents'>): ConsentForms {
  const store = makeConsentFormStore({ documents })

  return {
    async list({ actor, companyId }) {
      if (actor.companyId !== companyId) return err({ code: 'notFound' })
      return ok((await store.heads(companyId)).map(viewOf))
    },

    async view({ actor, companyId, formId, version }) {
      const found =
        actor.companyId === companyId ? await store.version(companyId, formId, version) : undefined
      if (!found) return err({ code: 'notFound' })
      const { id: _id, ...view } = found.value
      return ok(view)
    },

    async published({ companyId, formId, language, accepted = '' }) {
      const company = await companies.find(companyId)
      const head = company && (await store.head(companyId, formId))
      const version = head?.value.publishedVersion
      const found = version === undefined ? undefined : await store.version(companyId, formId, version)
      if (!company || !found) return err({ code: 'notFound' })
      const { form, publishedAt = '', textSha256 } = found.value
      const languages = languagesOf(form)
      const shown = language ?? usualLanguage(languages, [accepted, ...company.languages])
      if (!languages.includes(shown)) return err({ code: 'languageNotOffered' })
      return ok({
        ...shownForm(form, shown),
        ...{ languages, factors: form.factors, publishedAt, textSha256: textSha256[shown] as string },
      })
    },
  }
}

/** The first that the company speaks and the form has, or else any of its own. */
export const usualLanguage = (languages: readonly string[], spoken: readonly string[]): string =>
  spoken.find((language) => languages.includes(language)) ?? (languages[0] as string)

const viewOf = ({ formId, title, latestVersion, publishedVersion, purposeIds }: ConsentFormHead) => ({
  ...{ id: formId, title, latestVersion, purposeIds },
  ...(publishedVersion !== undefined && { publishedVersion }),
})
