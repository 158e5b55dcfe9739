// Bodies of forms: application/x-www-form-urlencoded, at most 1 MiB.
import type { HttpRequest } from '@azure/functions'
import { bodyBytes } from '../http/body.ts'
import { largestJsonBytes } from '../../shared/contracts/json.ts'
import type { BodyTooLarge } from '../../shared/contracts/json.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { Result } from '../../shared/kernel/result.ts'

export type FormValues = URLSearchParams

type FormRefusal = { readonly code: 'unsupportedMediaType' } | BodyTooLarge

export async function readForm(request: HttpRequest): Promise<Result<FormValues, FormRefusal>> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) return err({ code: 'unsupportedMediaType' })
  const bytes = await bodyBytes(request, largestJsonBytes)
  return bytes.ok ? ok(new URLSearchParams(new TextDecoder().decode(bytes.value))) : bytes
}

/** One line, without the spaces around it; empty when the field was left out. */
export const lineOf = (form: FormValues, name: string): string =>
  (form.get(name) ?? '').replaceAll(/[\r\n]+/g, ' ').trim()

/** Several lines, with the line breaks of the rest of the world. */
export const textOf = (form: FormValues, name: string): string =>
  (form.get(name) ?? '').replaceAll(/\r\n?/g, '\n').trim()
