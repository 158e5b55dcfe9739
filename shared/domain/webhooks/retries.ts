import { addMinutes } from '../time.ts'

const second = 1 / 60
const hour = 60

/** Minutes between one try and the next (Standard Webhooks, "Deliverability and reliability"): about three days together. */
const waits = [5 * second, 5, 30, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]

const longestWait = 24 * hour

/** When to try again after so many tries; undefined when it is enough. Who asks for more time gets it, up to a day. */
export function nextTry(tries: number, now: Date, wished?: Date): Date | undefined {
  const wait = waits[tries - 1]
  if (wait === undefined) return undefined
  const usual = addMinutes(now, wait)
  const latest = addMinutes(now, longestWait)
  if (wished === undefined || wished <= usual) return usual
  return wished < latest ? wished : latest
}

/** `Retry-After`, as seconds or as a date (RFC 9110, 10.2.3); undefined where it says neither. */
export function retryAfter(header: string | undefined, now: Date): Date | undefined {
  if (header === undefined) return undefined
  const text = header.trim()
  if (/^\d{1,9}$/.test(text)) return new Date(now.getTime() + Number(text) * 1000)
  const date = /^[A-Za-z]{3}, /.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? undefined : new Date(date)
}
