// Reads JSON that a stranger sent: everything that two parsers could read differently is refused (ASVS 5.0, V1.5).
import { err, ok, type Result } from '../kernel/result.ts'

export type JsonRefusal =
  | BodyTooLarge
  | { readonly code: 'jsonMalformed' | 'jsonDuplicateMember' | 'jsonForbiddenMember' | 'jsonTooDeep' }

export type BodyTooLarge = { readonly code: 'bodyTooLarge'; readonly rule: string }

/** Says how large it may be. */
export const bodyTooLarge = (limitBytes: number): BodyTooLarge => ({
  code: 'bodyTooLarge',
  rule: `largestBodyBytes: ${limitBytes} at most`,
})

/** A JSON body is at most 1 MiB; files stream and have limits of their own. */
export const largestJsonBytes = 1024 ** 2

const deepestAllowed = 32

/** Strict: invalid bytes throw, and a byte order mark is kept, so that the parser refuses it (RFC 8259 section 8.1). */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Parses a body of at most `limitBytes` (RFC 8259, and I-JSON, RFC 7493, where it is stricter).
 * A name given twice is found by counting: the text has one structural colon per member, the parsed value keeps
 * one member per name.
 */
export function parseJson(
  bytes: Uint8Array,
  limits: { readonly limitBytes: number },
): Result<unknown, JsonRefusal> {
  if (bytes.byteLength > limits.limitBytes) return err(bodyTooLarge(limits.limitBytes))
  const text = decode(bytes)
  if (text === undefined) return err({ code: 'jsonMalformed' })

  const outline = outlineOf(text)
  if (outline.depth > deepestAllowed) return err({ code: 'jsonTooDeep' })
  const parsed = parse(text)
  if (!parsed.ok) return parsed

  const seen: Seen = { members: 0, forbidden: false, loneSurrogate: false }
  inspect(parsed.value, seen)
  if (seen.forbidden) return err({ code: 'jsonForbiddenMember' })
  if (seen.loneSurrogate) return err({ code: 'jsonMalformed' })
  return seen.members === outline.members ? parsed : err({ code: 'jsonDuplicateMember' })
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

function parse(text: string): Result<unknown, JsonRefusal> {
  try {
    return ok(JSON.parse(text) as unknown)
  } catch {
    return err({ code: 'jsonMalformed' })
  }
}

const quote = 0x22
const colon = 0x3a
const backslash = 0x5c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/** How deep the text nests and how many members it writes; one pass, before anything is built. */
function outlineOf(text: string): { readonly depth: number; readonly members: number } {
  let depth = 0
  let deepest = 0
  let members = 0
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case quote:
        at = endOfString(text, at + 1)
        break
      case colon:
        members++
        break
      case openBrace:
      case openBracket:
        deepest = Math.max(deepest, ++depth)
        break
      case closeBrace:
      case closeBracket:
        depth--
        break
    }
  }
  return { depth: deepest, members }
}

function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from)
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end === -1 ? text.length : end
}

function isEscaped(text: string, at: number): boolean {
  let first = at
  while (text.charCodeAt(first - 1) === backslash) first--
  return (at - first) % 2 === 1
}

type Seen = { members: number; forbidden: boolean; loneSurrogate: boolean }

function inspect(value: unknown, seen: Seen): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) seen.loneSurrogate = true
  } else if (Array.isArray(value)) {
    for (const item of value) inspect(item, seen)
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      seen.members++
      if (isForbidden(name)) seen.forbidden = true
      if (!name.isWellFormed()) seen.loneSurrogate = true
      inspect(member, seen)
    }
  }
}

/** Names that reach an object's prototype when a careless merge copies them. */
const isForbidden = (name: string): boolean =>
  name === '__proto__' || name === 'constructor' || name === 'prototype'
