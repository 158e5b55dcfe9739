// What a PDF does when it is opened, and whether it can be read at all.
import { inflateSync } from 'node:zlib'
import type { Examination } from './examination.ts'
import { inspector } from './signature.ts'
import type { Inspector } from './signature.ts'
import { textWindow } from './text-window.ts'

const runs = /\/(JavaScript|Launch|RichMedia)[\s/<>[\]()]/
const encrypted = /\/Encrypt(\s{65}|\s{0,64}(<<|\d{1,10}\s{1,64}\d{1,10}\s{1,64}R))/
const codeInName = /\/[A-Za-z]{0,20}#[0-9A-Fa-f]{2}/
const mostPacked = 1024 ** 2
const mostUnpacked = 8 * 1024 ** 2
/** How far the word "stream" may stand from the type of its dictionary, and the dictionary's begin before it. */
const dictionaryBytes = 1_024
const farBytes = 2 * dictionaryBytes

/** Names may be written with codes (ISO 32000-1, 7.3.5), and lie in packed object streams (7.5.7). */
export function pdfInspector(examination: Examination): Inspector {
  function lookAtNames(text: string): void {
    const plain = codeInName.test(text) ? decoded(text) : text
    if (runs.test(plain)) examination.doubt('activeContent')
    if (encrypted.test(plain)) examination.doubt('encrypted')
  }

  function unpack(packed: Buffer): void {
    try {
      const unpacked = inflateSync(packed, { maxOutputLength: mostUnpacked })
      examination.unpacked(unpacked.length)
      lookAtNames(unpacked.toString('latin1'))
    } catch {
      // Too long, cut off, or encrypted: a reader with more patience or the password sees what we do not.
      examination.doubt('notLookedThrough')
    }
  }

  const names = textWindow(lookAtNames)
  const objects = objectStreams(unpack, () => examination.doubt('notLookedThrough'))
  return inspector((bytes) => {
    names(bytes)
    objects(bytes)
  })
}

const decoded = (text: string): string =>
  text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** Hands on what lies between "stream" and "endstream" of each object stream; the others hold pictures and the like. */
function objectStreams(unpack: (packed: Buffer) => void, giveUp: () => void): Inspector['take'] {
  let pending = Buffer.alloc(0)
  let isInside = false

  /** Answers whether there may be more in what is pending. */
  function enter(): boolean {
    const type = pending.indexOf('/ObjStm')
    const stream = type < 0 ? -1 : pending.indexOf('stream', type)
    // What its dictionary would say stands elsewhere, or it is none.
    if (type >= 0 && (stream < 0 ? pending.length : stream) - type > farBytes) {
      giveUp()
      pending = pending.subarray(type + 7)
      return true
    }
    if (stream < 0 || stream + 8 > pending.length) {
      const from = type < 0 ? pending.length - dictionaryBytes : type - dictionaryBytes
      pending = pending.subarray(Math.max(0, from, pending.length - 3 * dictionaryBytes))
      return false
    }
    const filter = filterIn(pending.toString('latin1', Math.max(0, type - dictionaryBytes), stream))
    if (filter === 'other') giveUp()
    isInside = filter === 'flate'
    const lineEnd = pending[stream + 6] === 0x0d ? 2 : 1
    pending = pending.subarray(stream + 6 + lineEnd)
    return true
  }

  function leave(): boolean {
    const end = pending.indexOf('endstream')
    if (end < 0 && pending.length <= mostPacked) return false
    isInside = false
    if (end < 0 || end > mostPacked) giveUp()
    else unpack(pending.subarray(0, end))
    pending = pending.subarray(end < 0 ? pending.length : end)
    return true
  }

  return (bytes) => {
    pending = Buffer.concat([pending, bytes])
    while (isInside ? leave() : enter());
  }
}

function filterIn(text: string): 'none' | 'flate' | 'other' {
  const own = text.slice(text.lastIndexOf(' obj') + 1)
  if (!own.includes('/Filter')) return 'none'
  return /\/Filter\s*\[?\s*\/(FlateDecode|Fl)\s*(\]|\/|>|\s|$)/.test(own) ? 'flate' : 'other'
}
