// What the parts of this page share.
import type { StaffCall } from '../call.ts'
import type { FieldError } from '../fields.ts'
import type { FormValues } from '../form.ts'

export const leavingPath = ({ company }: StaffCall): string => `/${company.company}/staff/leaving`

export const asked = ({ session, company }: StaffCall) => ({
  actor: session.actor,
  companyId: company.company,
})

export type Shown = { readonly form?: FormValues; readonly errors?: readonly FieldError[] }
