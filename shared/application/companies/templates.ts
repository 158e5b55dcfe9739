import type { TemplateVersion } from '../../domain/templates/template.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'

export type Templates = {
  readonly list: (input: {
    readonly actor: EmployeeActor
    readonly companyId: string
  }) => Promise<Result<readonly TemplateVersion[], { readonly code: 'notFound' }>>
  /** The newest version. */
  readonly view: (input: {
    readonly actor: EmployeeActor
    readonly companyId: string
    readonly templateId: string
  }) => Promise<Result<TemplateVersion, { readonly code: 'notFound' }>>
}

export function makeTemplates({ companies }: Pick<Core, 'companies'>): Templates {
  return {
    async list({ actor, companyId }) {
      return actor.companyId === companyId
        ? ok(await companies.templates(companyId))
        : err({ code: 'notFound' })
    },
    async view({ actor, companyId, templateId }) {
      const all = actor.companyId === companyId ? await companies.templates(companyId) : []
      const newest = all
        .filter((template) => template.templateId === templateId)
        .reduce<TemplateVersion | undefined>(
          (best, one) => (best && best.version > one.version ? best : one),
          undefined,
        )
      return newest ? ok(newest) : err({ code: 'notFound' })
    },
  }
}
