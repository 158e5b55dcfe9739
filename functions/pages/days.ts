// Days and times in words, always the company's: a date in figures is read differently in two countries.
import {
  addDays,
  addLocalDays,
  formatLocalDate,
  isoLocalDate,
  localDateOf,
  parseLocalDate,
  startOfLocalDay,
} from '../../shared/domain/time.ts'
import type { Language } from '../../shared/domain/templates/template.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'

/** Whose calendar and whose words. */
export type Reader = { readonly language: Language; readonly timeZone: string }

export const dayInWords = (at: string, { language, timeZone }: Reader): string =>
  formatLocalDate(localDateOf(new Date(at), timeZone), language)

export const day = (at: string, reader: Reader): Html =>
  html`<time datetime="${isoDay(new Date(at), reader)}">${dayInWords(at, reader)}</time>`

export const moment = (at: string, reader: Reader): Html =>
  html`<time datetime="${at}">${dayAndTime(at, reader)}</time>`

export const dayAndTime = (at: string, reader: Reader): string =>
  `${dayInWords(at, reader)}, ${clockTime(new Date(at), reader)}`

export const isoDay = (at: Date, { timeZone }: Reader): string => isoLocalDate(localDateOf(at, timeZone))

function clockTime(at: Date, { language, timeZone }: Reader): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at)
  return language === 'da' ? `kl. ${time.replace(':', '.')}` : time
}

/** `2026-03-05 14:30` on the wall of the company, as RFC 3339; undefined when it is not written so. */
export function parseWallTime(text: string, timeZone: string): string | undefined {
  const [, date = '', hours = '', minutes = ''] =
    /^(\d{4}-\d{2}-\d{2})[ T](\d{2})[:.](\d{2})$/.exec(text) ?? []
  const parsed = parseLocalDate(date)
  if (!parsed || Number(hours) > 23 || Number(minutes) > 59) return undefined
  const next = startOfLocalDay(addLocalDays(parsed, 1), timeZone)
  const begins = startOfLocalDay(parsed, timeZone)
  const passed = (Number(hours) * 60 + Number(minutes)) * 60_000
  // On the two days a year that are an hour longer or shorter, the clocks change before breakfast.
  const changed = next.getTime() - begins.getTime() - 86_400_000
  const afterChange = Number(hours) >= 3 ? changed : 0
  return new Date(begins.getTime() + passed + afterChange).toISOString()
}

const units = ['kB', 'MB', 'GB', 'TB']

/** Decimal units, as downloads are shown everywhere. */
export function sizeInWords(bytes: number, language: Language): string {
  if (bytes < 1000) return `${bytes} byte${bytes === 1 || language === 'da' ? '' : 's'}`
  const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** step
  const rounded = value < 10 ? value.toFixed(1) : value.toFixed(0)
  return `${language === 'da' ? rounded.replace('.', ',') : rounded} ${units[step - 1]}`
}

/** What is destroyed in the course of a day: the one before is the last on which it can be had whole, as its letter says. */
export const lastWholeDay = (expiresAt: string): string => addDays(new Date(expiresAt), -1).toISOString()
