import type { TemplateVersion } from '../../domain/templates/template.ts'

/** Validates form data against a template's JSON Schema 2020-12. */
export type FormValidator = {
  /** Empty when the data is good. Pointers are RFC 6901 into the data; the value is never repeated. */
  readonly validate: (template: TemplateVersion, data: unknown) => Promise<readonly FormError[]>
}

export type FormError = { readonly pointer: string; readonly code: string; readonly detail: string }
