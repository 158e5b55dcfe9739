import { templateFaults } from '../../domain/templates/template-faults.ts'
import type { TemplateFault } from '../../domain/templates/template-faults.ts'
import type { TemplateVersion } from '../../domain/templates/template.ts'
import type { FormError, FormValidator } from '../ports/forms.ts'

/** What each fault means to whoever wrote the template; pointers lead into the data, `*` for each row. */
const meanings: Readonly<Record<TemplateFault['code'], string>> = {
  schemaNotObject: 'the schema must be of type object',
  objectNotClosed: 'an object must have additionalProperties: false',
  keywordNotSupported: 'has a keyword that forms do not have',
  listWithoutItems: 'a list must say what its items are',
  leafNotScalar: 'a value must be of type string, number, integer or boolean',
  nameReserved: 'a member cannot be named *',
  leafWithoutField: 'has no field to be shown by',
  fieldTwice: 'has more than one field',
  fieldWithoutLeaf: 'a field points at no value of the schema',
  valueWithoutLabel: 'each code of a closed list needs its words',
  labelWithoutValue: 'has words for a code that the list does not have',
  csvTableTwice: 'two tables have the same name',
  csvPointerUnknown: 'a table points at nothing of the schema',
}

const mostFaults = 100

export type TemplateInvalid = { readonly code: 'templateInvalid'; readonly errors: readonly FormError[] }

/** Why a template cannot be used: it does not hold together, or its schema cannot be run. */
export async function faultsOf(
  forms: FormValidator,
  template: TemplateVersion,
): Promise<readonly FormError[]> {
  const faults = templateFaults(template).slice(0, mostFaults)
  if (faults.length > 0) return faults.map(({ code, pointer }) => ({ pointer, code, detail: meanings[code] }))
  const broken = await forms.validate(template, {})
  return broken.filter(({ code }) => code === 'schemaUnusable')
}
