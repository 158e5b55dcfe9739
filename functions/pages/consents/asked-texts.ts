// The words of the versions that consents are about, each read once.
import type { StaffCall } from '../call.ts'
import { asked, inWords } from './frame.ts'
import type { Named } from './frame.ts'

type Told = Named & { readonly language: string }

export type AskedTexts = {
  readonly titleOf: (named: Told) => string
  readonly purposeOf: (named: Told, purposeId: string) => string
}

export async function askedTexts(call: StaffCall, about: readonly Named[]): Promise<AskedTexts> {
  const versions = new Map(about.map((named) => [keyOf(named), named]))
  const read = await Promise.all(
    [...versions].map(async ([key, { formId, version }]) => {
      const seen = await call.app.consentForms.view({ ...asked(call), formId, version })
      return [key, seen.ok ? seen.value.form : undefined] as const
    }),
  )
  const forms = new Map(read)
  return {
    titleOf: (named) => inWords(call, forms.get(keyOf(named))?.title ?? {}),
    purposeOf: (named, purposeId) => {
      const purpose = forms.get(keyOf(named))?.purposes.find((one) => one.purposeId === purposeId)
      return purpose?.text[named.language] ?? purposeId
    },
  }
}

const keyOf = ({ formId, version }: Named): string => `${formId}:${String(version)}`
