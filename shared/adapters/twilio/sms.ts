import type TwilioSdk from 'twilio'

import type { Log } from '../../application/ports/log.ts'
import type { Sms, SmsSender } from '../../application/ports/mail.ts'
import { disclose } from '../../kernel/personal.ts'
import { err, ok } from '../../kernel/result.ts'
import { statusAddress } from './status.ts'
import { failureOf, refusesNumber, refusesUs } from './failures.ts'

export type TwilioSettings = {
  readonly accountSid: string
  readonly authToken: string
  /** The number or the name that all texts come from. */
  readonly from: string
  /** Another address of the service: one of another region, or a double. */
  readonly baseUrl?: string
  /** Where this instance is reached, so that it is told how texts fared. */
  readonly publicUrl?: string
}

type Client = { readonly twilio: TwilioSdk.Twilio; readonly http: TwilioSdk.RequestClient }

/** How long one call may take. Nothing is tried again within it: whoever sends does, ever more slowly. */
const usualPatienceMs = 10_000

/** An answer repeats the text and adds two dozen members. */
const longestAnswer = 64 * 1024

/**
 * Text messages through Twilio. The service knows no idempotency and keeps no id of ours: where an answer was lost, whoever
 * tries again sends a second text.
 */
export function createTwilioSms(
  settings: TwilioSettings,
  { log }: { readonly log: Log },
  patienceMs = usualPatienceMs,
): SmsSender {
  return {
    async send(sms) {
      const client = await openClient(settings, patienceMs)
      try {
        return ok({ providerId: await handOver(client, sms, settings) })
      } catch (error) {
        if (refusesNumber(error)) return err({ code: 'numberRefused' })
        if (refusesUs(error)) log.write({ code: 'credentialsRefused', dependency: 'sms' })
        throw failureOf(error, client.http.lastResponse?.headers)
      }
    },
  }
}

/** One for each text: it keeps the last call, number and text and all, and only so the deadline ends the whole call. */
async function openClient(
  { accountSid, authToken, baseUrl }: TwilioSettings,
  patienceMs: number,
): Promise<Client> {
  const { default: sdk } = await import('twilio')
  const http = new sdk.RequestClient({ timeout: patienceMs, keepAlive: false, autoRetry: false })
  // The SDK's own time-out is a silent socket's. Redirects it follows none by itself.
  Object.assign(http.axios.defaults, {
    signal: AbortSignal.timeout(patienceMs),
    maxContentLength: longestAnswer,
  })
  // Empty, not absent: the SDK would let TWILIO_EDGE and TWILIO_REGION say where the text goes.
  const twilio = sdk(accountSid, authToken, { httpClient: http, edge: '', region: '' })
  if (baseUrl !== undefined) twilio.api.baseUrl = baseUrl
  return { twilio, http }
}

/** An acceptance that cannot be read is one all the same; anything but 201 is no answer of Twilio's. */
async function handOver(
  { twilio, http }: Client,
  { id, to, text }: Sms,
  { from, publicUrl }: TwilioSettings,
): Promise<string> {
  const statusCallback = statusAddress(publicUrl, id)
  const isAccepted = (): boolean => http.lastResponse?.statusCode === 201
  const told = await twilio.messages
    .create({ to: disclose(to), from, body: text, ...(statusCallback && { statusCallback }) })
    .catch((error: unknown) => {
      if (!isAccepted()) throw error
    })
  if (!isAccepted()) throw Object.assign(new Error('not accepted'), { status: http.lastResponse?.statusCode })
  return told?.sid ?? 'unnamed'
}
