// What a provider's refusals and openid-client's errors mean to the sign-in. Their texts hold tokens and stranger's words, so nothing of them goes along.
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client'

import type { ProviderError, ProviderFailure } from '../../application/ports/sign-in-provider.ts'

const errors: Readonly<Record<string, ProviderError>> = {
  access_denied: 'accessDenied',
  login_required: 'signInNeeded',
  interaction_required: 'signInNeeded',
  account_selection_required: 'signInNeeded',
  consent_required: 'signInNeeded',
  unauthorized_client: 'clientRefused',
  invalid_client: 'clientRefused',
  invalid_request: 'requestRefused',
  invalid_scope: 'requestRefused',
  unsupported_response_type: 'requestRefused',
  unmet_authentication_requirements: 'requestRefused',
  invalid_grant: 'codeRefused',
}

const passing: ReadonlySet<unknown> = new Set(['server_error', 'temporarily_unavailable'])

/** No answer within the time that one call may take, or one that is no answer of the protocol. */
const unanswered: ReadonlySet<unknown> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
])

export function failureOf(error: unknown): ProviderFailure {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError)
    return refusalOf(error.error)
  if (isUnanswered(error)) return { code: 'providerUnavailable' }
  if (error instanceof ClientError || error instanceof TypeError) return { code: 'providerAnswerInvalid' }
  throw error
}

const refusalOf = (error: string): ProviderFailure =>
  passing.has(error)
    ? { code: 'providerUnavailable' }
    : { code: 'providerRefused', error: (Object.hasOwn(errors, error) && errors[error]) || 'other' }

/** A call that found nobody is wrapped, how deep depends on where it was made. */
function isUnanswered(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof NotAnswered || unanswered.has((cause as { readonly code?: unknown }).code))
      return true
  return false
}

/** The call itself failed: nobody there, too slow, too much, or not to be called. */
export class NotAnswered extends Error {
  /** The address leads where nobody may call (security.md, "Egress"). */
  readonly isRefused: boolean

  constructor(cause: unknown) {
    super('the provider did not answer', { cause })
    this.name = 'NotAnswered'
    const outcome = cause instanceof Error ? cause.cause : undefined
    this.isRefused = (outcome as { readonly kind?: unknown } | undefined)?.kind === 'refused'
  }
}
