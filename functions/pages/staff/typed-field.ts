// One field in which somebody types what holds instead of what sources say.
import type { StaffCall } from '../call.ts'
import { input, select, textarea } from '../fields.ts'
import type { Field } from '../fields.ts'
import type { Html } from '../html.ts'
import type { Leaf } from './data-model.ts'

export function typedField({ texts }: StaffCall, leaf: Leaf | undefined, field: Field): Html {
  const { yes, no } = texts.common
  const empty = { value: '', label: texts.work.data.empty }
  if (leaf?.kind === 'list') return select(field, [empty, ...leaf.options])
  if (leaf?.kind === 'yesNo')
    return select(field, [empty, { value: 'true', label: yes }, { value: 'false', label: no }])
  if (leaf?.kind === 'prose') return textarea(field, { rows: 3 })
  return input(field, { autocomplete: 'off' })
}
