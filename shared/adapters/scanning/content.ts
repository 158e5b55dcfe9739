// Looks at one content, an upload or an entry of an archive in it: what it is, and then what that kind may hold.
import type { FileType } from '../../domain/requests/upload-limits.ts'
import { compoundInspector, markupInspector, pictureInspector, rtfInspector } from './active-content.ts'
import { discInspector } from './disc.ts'
import { byteFeed } from './byte-feed.ts'
import { limits } from './examination.ts'
import type { Examination } from './examination.ts'
import { declaredBy, headBytes, isTwoThings, sniff, typeOf } from './file-types.ts'
import type { Declared, Family } from './file-types.ts'
import { pdfInspector } from './pdf.ts'
import { signatureInspector } from './signature.ts'
import type { Inspector } from './signature.ts'
import { readZip } from './zip.ts'
import type { EntryContent } from './zip.ts'

export type Content = {
  readonly name: string
  readonly contentType?: string
  /** How many archives it lies in. */
  readonly depth: number
  readonly types?: readonly FileType[]
}

type Started = {
  readonly inspectors: readonly Inspector[]
  readonly archive: ReturnType<typeof openArchive> | undefined
}

export function lookAt(examination: Examination, content: Content): EntryContent {
  let head = Buffer.alloc(0)
  let started: Started | undefined

  async function pass(bytes: Buffer): Promise<void> {
    if (!started) return
    for (const inspector of started.inspectors) inspector.take(bytes)
    await started.archive?.push(bytes)
  }

  return {
    async take(bytes) {
      if (examination.isRefused()) return 'enough'
      if (started) await pass(bytes)
      else {
        head = Buffer.concat([head, bytes])
        if (head.length < headBytes) return 'more'
        started = start(examination, content, head)
        await pass(head)
      }
      return examination.isRefused() ? 'enough' : 'more'
    },
    async end() {
      if (!started) {
        started = start(examination, content, head)
        await pass(head)
      }
      for (const inspector of started.inspectors) inspector.end()
      await started.archive?.end()
    },
  }
}

function start(examination: Examination, content: Content, begun: Buffer): Started {
  const head = begun.subarray(0, headBytes)
  const declared = declaredBy(content.name, content.contentType)
  const { family, pdfAt } = sniff(head)
  judgeType(examination, declared, head.length === 0 ? undefined : family)
  // An empty file is of no type, and of an archive it is the archive that the company takes.
  const isTaken =
    head.length === 0 || !content.types || content.types.includes(typeOf(declared, family, head))
  if (!isTaken) examination.refuse('typeNotAllowed')
  if (isTwoThings(family, head, pdfAt)) examination.refuse('twoTypesAtOnce')
  if (family === 'zip' && content.depth > limits.nestedArchives) examination.refuse('nestedTooDeep')
  return {
    inspectors: [
      signatureInspector(examination, family === 'zip'),
      discInspector(examination, declared.families !== undefined),
      ...inspectorsFor(examination, family, declared),
    ],
    archive: family === 'zip' ? openArchive(examination, content.depth) : undefined,
  }
}

function judgeType(examination: Examination, declared: Declared, family: Family | undefined): void {
  const { families, isStartable, isDisguised } = declared
  const isProgram = family === 'executable'
  if (isDisguised || (isProgram && families !== undefined)) examination.refuse('disguisedExecutable')
  if (isProgram || isStartable) examination.doubt('executable')
  else if (family === 'packed') examination.doubt('notLookedThrough')
  if (family !== undefined && families !== undefined && !families.includes(family))
    examination.doubt('typeContradicts')
}

function inspectorsFor(examination: Examination, family: Family, declared: Declared): readonly Inspector[] {
  switch (family) {
    case 'pdf':
      return [pdfInspector(examination)]
    case 'compound':
      return [compoundInspector(examination, declared.families !== undefined)]
    case 'rtf':
      return [rtfInspector(examination)]
    case 'image':
    case 'sound':
      return [pictureInspector(examination)]
    case 'markup':
      return [markupInspector(examination)]
    case 'text':
    case 'unrecognised':
      return declared.isMarkup ? [markupInspector(examination)] : []
    case 'zip':
    case 'packed':
    case 'executable':
      return []
  }
}

function openArchive(examination: Examination, depth: number) {
  const feed = byteFeed()
  const reading = readZip(feed, examination, (name) =>
    lookAt(examination, { name, depth: depth + 1 }),
  ).finally(feed.close)
  // What it fails with is told at the end; until then it is nobody's.
  reading.catch(() => undefined)
  return {
    push: feed.push,
    async end() {
      feed.finish()
      await reading
    },
  }
}
