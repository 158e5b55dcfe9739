// What the parts of the page of factors have in common.
import type { NewTotp } from '../../../shared/application/factors/own-factors.ts'
import type { StaffCall } from '../call.ts'
import type { FieldError } from '../fields.ts'
import type { FormValues } from '../form.ts'
import { nothing } from '../html.ts'
import type { Html, HtmlValue } from '../html.ts'
import { postForm } from '../parts.ts'

export const pathOf = ({ company }: StaffCall): string => `/${company.company}/staff/factors`

export type Shown = {
  readonly form?: FormValues
  readonly errors?: readonly FieldError[]
  /** An app that has yet to show its first code. */
  readonly begun?: Pick<NewTotp, 'secret' | 'uri'>
  /** Shown here and nowhere else. */
  readonly codes?: readonly string[]
  /** A number whose code was texted. */
  readonly texted?: true
}

type Own = {
  readonly place: string
  readonly submit: string
  readonly body?: HtmlValue
  readonly look?: 'second' | 'warning'
}

export const own = (call: StaffCall, { place, body = nothing, ...form }: Own): Html =>
  postForm({ ...form, action: `${pathOf(call)}${place}`, csrf: call.session.csrf, body })
