import type { TemplateVersion } from '../../domain/templates/template.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { FormError } from '../ports/forms.ts'
import type { TemplateHead } from './company-document.ts'

/** `superseded`: there is a newer version, and only requests that were opened with this one use it. */
export type TemplateView = TemplateVersion & { readonly state: TemplateHead['state'] | 'superseded' }

export type TemplateUnknown = { readonly code: 'templateUnknown' }

type Asked = { readonly actor: EmployeeActor; readonly companyId: string }

type Named = { readonly companyId: string; readonly templateId: string; readonly version: number }

export type Templates = {
  /** The newest version of each, also of the retired ones. */
  readonly list: (input: Asked) => Promise<Result<readonly TemplateView[], { readonly code: 'notFound' }>>
  /** The newest version, or the one that is named. */
  readonly view: (
    input: Asked & { readonly templateId: string; readonly version?: number },
  ) => Promise<
    Result<{ readonly template: TemplateView; readonly etag: string }, { readonly code: 'notFound' }>
  >
  /** For whoever sends data to the company: what the forms look like is no secret (Art. 13 and 14 have it told). */
  readonly schema: (input: Named) => Promise<Result<TemplateVersion['schema'], TemplateUnknown>>
  /** Whether data would be taken, without a request to put them in; nothing is kept. */
  readonly validate: (
    input: Asked & Named & { readonly data: unknown },
  ) => Promise<
    Result<
      void,
      | TemplateUnknown
      | { readonly code: 'notFound' }
      | { readonly code: 'formInvalid'; readonly errors: readonly FormError[] }
    >
  >
}

/** Of a template: with a new version, or once it is retired, what somebody read is stale. */
export const tagOfHead = ({ version, state }: Pick<TemplateView, 'version' | 'state'>): string =>
  `${version}-${state}`

export function makeTemplates({ companies, forms }: Pick<Core, 'companies' | 'forms'>): Templates {
  /** From the store: whoever changed a template a moment ago sees the change, on whichever machine. */
  async function headsOf({ actor, companyId }: Asked): Promise<readonly TemplateHead[]> {
    const company = actor.companyId === companyId ? await companies.read(companyId) : undefined
    return company?.value.templates ?? []
  }

  async function viewOf(
    companyId: string,
    head: TemplateHead,
    version = head.version,
  ): Promise<TemplateView | undefined> {
    const template = await companies.template(companyId, head.templateId, version)
    const state = version < head.version ? 'superseded' : head.state
    return template && { ...template, state }
  }

  return {
    async list(asked) {
      if (asked.actor.companyId !== asked.companyId) return err({ code: 'notFound' })
      const views = await Promise.all((await headsOf(asked)).map((head) => viewOf(asked.companyId, head)))
      return ok(views.filter((view) => view !== undefined))
    },

    async view({ templateId, version, ...asked }) {
      const head = (await headsOf(asked)).find((one) => one.templateId === templateId)
      const view = head && (await viewOf(asked.companyId, head, version))
      return view ? ok({ template: view, etag: tagOfHead(view) }) : err({ code: 'notFound' })
    },

    async schema({ companyId, templateId, version }) {
      const template = await companies.template(companyId, templateId, version)
      return template ? ok(template.schema) : err({ code: 'templateUnknown' })
    },

    async validate({ actor, companyId, templateId, version, data }) {
      if (actor.companyId !== companyId) return err({ code: 'notFound' })
      const template = await companies.template(companyId, templateId, version)
      if (!template) return err({ code: 'templateUnknown' })
      const errors = await forms.validate(template, data)
      return errors.length === 0 ? ok(undefined) : err({ code: 'formInvalid', errors })
    },
  }
}
