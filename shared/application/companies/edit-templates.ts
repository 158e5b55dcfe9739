import { allowed } from '../../domain/identity/roles.ts'
import { canonicalJson } from '../../domain/evidence/canonical.ts'
import { limitReached } from '../../domain/requests/limits.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import { starterTemplates } from '../../domain/templates/starter-packs.ts'
import { currentTypes } from '../../domain/templates/information-type.ts'
import { annotated } from '../../domain/templates/annotate.ts'
import { templateLimits } from '../../domain/templates/template-limits.ts'
import type { TemplateVersion } from '../../domain/templates/template.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { EmployeeActor } from '../actor.ts'
import { utf8 } from '../bytes.ts'
import type { Core } from '../core.ts'
import { noRequest } from '../place.ts'
import type { Stored, Write } from '../ports/documents.ts'
import { makeOnce } from '../requests/idempotency.ts'
import type { IdempotencyKey } from '../requests/idempotency.ts'
import { openRows } from '../queue/open-rows.ts'
import type { CompanyDocument, TemplateHead } from './company-document.ts'
import { templateDocumentId } from './company-store.ts'
import type { TemplateDocument } from './company-store.ts'
import { faultsOf } from './template-faults-told.ts'
import type { TemplateInvalid } from './template-faults-told.ts'
import { tagOfHead } from './templates.ts'
import type { TemplateUnknown } from './templates.ts'

export type TemplateContent = Omit<TemplateVersion, 'templateId' | 'version'>

export type TemplateEditRefusal =
  | TemplateUnknown
  | TemplateInvalid
  | LimitReached
  | {
      readonly code:
        'notFound' | 'forbidden' | 'exists' | 'versionConflict' | 'idempotencyKeyReused' | 'templateInUse'
    }

type Edited = { readonly templateId: string; readonly version: number }

type Asked = { readonly actor: EmployeeActor; readonly companyId: string; readonly templateId: string }

export type EditTemplates = {
  /** Version 1, of what is given; `from` names the starter template that stands for what is not. */
  readonly create: (
    input: Asked & {
      readonly content: Partial<TemplateContent>
      readonly from?: string
      readonly idempotency?: IdempotencyKey
    },
  ) => Promise<Result<Edited, TemplateEditRefusal>>
  /** The next version, for later requests; the same content makes none. A retired template is in use again. */
  readonly change: (
    input: Asked & { readonly content: TemplateContent; readonly expected?: string },
  ) => Promise<Result<Edited, TemplateEditRefusal>>
  /** No new source may have it; its versions stay for the requests that were opened with them. */
  readonly retire: (
    input: Asked & { readonly expected?: string },
  ) => Promise<Result<void, TemplateEditRefusal>>
}

type Deps = Pick<
  Core,
  'companies' | 'companyChanges' | 'documents' | 'forms' | 'secrets' | 'random' | 'crypto'
>

export function makeEditTemplates(deps: Deps): EditTemplates {
  const { companies, companyChanges, forms } = deps
  const once = makeOnce<Edited>(deps, 'createTemplate')

  function may({ actor, companyId }: Asked): Result<void, TemplateEditRefusal> {
    const { roles, grants } = actor
    if (actor.companyId !== companyId) return err({ code: 'notFound' })
    return allowed('manageTemplates', { roles, grants, relations: [] })
      ? ok(undefined)
      : err({ code: 'forbidden' })
  }

  async function fit(template: TemplateVersion): Promise<Result<void, TemplateEditRefusal>> {
    if (utf8(JSON.stringify(template)).length > templateLimits.bytes)
      return err(limitReached('templateBytes', templateLimits.bytes))
    const errors = await faultsOf(forms, template)
    return errors.length === 0 ? ok(undefined) : err({ code: 'templateInvalid', errors })
  }

  async function isUsed({ companyId, informationTypes }: CompanyDocument, templateId: string) {
    const inCatalogue = currentTypes(informationTypes).some(({ sources }) =>
      sources.some((one) => one.templateId === templateId),
    )
    if (inCatalogue) return true
    const rows = await openRows(deps, companyId)
    return rows.some(({ templateIds }) => templateIds.includes(templateId))
  }

  return {
    async create({ content, from, idempotency, ...asked }) {
      const judged = may(asked)
      if (!judged.ok) return judged
      const { companyId, templateId } = asked
      const base = starterTemplates.find((one) => one.templateId === from)
      if (from !== undefined && !base) return err({ code: 'templateUnknown' })
      const template = numbered(companyId, { templateId, version: 1 }, { ...nothing, ...base, ...content })
      const fits = await fit(template)
      if (!fits.ok) return fits

      const place = { companyId, requestId: noRequest }
      return companyChanges.change<Edited, TemplateEditRefusal>(companyId, async () => {
        const before = await once.earlier(place, idempotency)
        if (before) return before.ok ? ok({ answer: before.value }) : before
        const company = await companies.read(companyId)
        if (!company) return err({ code: 'notFound' })
        const { templates } = company.value
        if (templates.some((head) => head.templateId === templateId)) return err({ code: 'exists' })
        if (templates.length >= templateLimits.templates)
          return err(limitReached('templates', templateLimits.templates))
        const answer = { templateId, version: 1 }
        const kept = await once.writes(place, idempotency, answer)
        const head: TemplateHead = { ...answer, state: 'current' }
        return ok({
          answer,
          change: {
            writes: [withHead(company, head), versionOf(template), ...kept],
            facts: [{ event: 'templateCreated', by: actorRef(asked.actor), detail: answer }],
          },
        })
      })
    },

    async change({ content, expected, ...asked }) {
      const judged = may(asked)
      if (!judged.ok) return judged
      const { companyId, templateId } = asked
      return companyChanges.change<Edited, TemplateEditRefusal>(companyId, async () => {
        const found = await headOf(companyId, templateId, expected)
        if (!found.ok) return found
        const { company, head } = found.value
        const known = await companies.template(companyId, templateId, head.version)
        const same = known !== undefined && contentOf(known) === contentOf({ ...known, ...content })
        if (same && head.state === 'current') return ok({ answer: { templateId, version: head.version } })

        const answer = { templateId, version: same ? head.version : head.version + 1 }
        if (answer.version > templateLimits.versions)
          return err(limitReached('templateVersions', templateLimits.versions))
        const template = numbered(companyId, answer, content)
        const fits = await fit(template)
        if (!fits.ok) return fits
        return ok({
          answer,
          change: {
            writes: [
              withHead(company, { ...answer, state: 'current' }),
              ...(same ? [] : [versionOf(template)]),
            ],
            facts: [{ event: 'templateChanged', by: actorRef(asked.actor), detail: answer }],
          },
        })
      })
    },

    async retire({ expected, ...asked }) {
      const judged = may(asked)
      if (!judged.ok) return judged
      const { companyId, templateId } = asked
      return companyChanges.change<void, TemplateEditRefusal>(companyId, async () => {
        const found = await headOf(companyId, templateId, expected)
        if (!found.ok) return found
        const { company, head } = found.value
        if (head.state === 'retired') return ok({ answer: undefined })
        if (await isUsed(company.value, templateId)) return err({ code: 'templateInUse' })
        const { version } = head
        return ok({
          answer: undefined,
          change: {
            writes: [withHead(company, { ...head, state: 'retired' })],
            facts: [{ event: 'templateRetired', by: actorRef(asked.actor), detail: { templateId, version } }],
          },
        })
      })
    },
  }

  async function headOf(companyId: string, templateId: string, expected: string | undefined) {
    const company = await companies.read(companyId)
    const head = company?.value.templates.find((one) => one.templateId === templateId)
    if (!company || !head) return err({ code: 'templateUnknown' } as const)
    if (expected !== undefined && expected !== tagOfHead(head))
      return err({ code: 'versionConflict' } as const)
    return ok({ company, head })
  }
}

const nothing: TemplateContent = { title: { da: '', en: '' }, schema: {}, fields: [], csv: [] }

/** Each version has a name of its own, whatever name the schema came with. */
const numbered = (
  companyId: string,
  { templateId, version }: Edited,
  content: TemplateContent,
): TemplateVersion => ({
  ...content,
  templateId,
  version,
  schema: {
    ...annotated(content.schema, content.fields),
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:indsigt:template:${companyId}:${templateId}:${version}`,
  },
})

/** What makes two versions the same to whoever fills them in. */
const contentOf = ({ title, schema, fields, titles = [], csv }: TemplateContent): string => {
  const { $id: _id, $schema: _schema, ...rules } = annotated(schema, fields)
  return canonicalJson({ title, rules, fields, titles, csv })
}

const versionOf = (template: TemplateVersion): Write => {
  const value: TemplateDocument = {
    id: templateDocumentId(template.templateId, template.version),
    template,
  }
  return { kind: 'create', value }
}

function withHead({ value, etag }: Stored<CompanyDocument>, head: TemplateHead): Write {
  const others = value.templates.filter(({ templateId }) => templateId !== head.templateId)
  const company: CompanyDocument = { ...value, templates: [...others, head] }
  return { kind: 'replace', value: company, etag }
}
