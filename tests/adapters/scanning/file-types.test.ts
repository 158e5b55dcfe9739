import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileTypes } from '../../../shared/domain/requests/upload-limits.ts'
import type { FileType } from '../../../shared/domain/requests/upload-limits.ts'
import { aZip } from './zip-builder.ts'
import { scanned } from './samples.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const zipOf = (name: string) => aZip([{ name, content: 'a' }])

/** The types that let a file in, each asked alone. */
async function takenAs(bytes: Uint8Array, name = 'file'): Promise<readonly FileType[]> {
  const taken: FileType[] = []
  for (const type of fileTypes) {
    const verdict = await scanned(bytes, { name, types: [type] })
    if (verdict.verdict !== 'refused') taken.push(type)
    else assert.equal(verdict.reason, 'typeNotAllowed')
  }
  return taken
}

const samples: Readonly<Record<string, readonly [FileType, Uint8Array, string?]>> = {
  jpeg: ['image', latin1('\xff\xd8\xff\xe0\0\x10JFIF\0')],
  film: ['recording', latin1('\0\0\0\x18ftypmp42')],
  pdf: ['pdf', latin1('%PDF-1.7\n')],
  oldWord: ['office', latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
  rtf: ['office', latin1('{\\rtf1 Dear Ada}')],
  word: ['office', zipOf('[Content_Types].xml')],
  wordBegunElsewhere: ['office', zipOf('word/document.xml')],
  openDocument: ['office', zipOf('mimetype')],
  text: ['text', latin1('Dear Ada')],
  page: ['markup', latin1('<!doctype html><p>Dear Ada</p>')],
  zip: ['archive', zipOf('letter.txt')],
  zipNamedAsDocument: ['archive', zipOf('letter.txt'), 'letter.docx'],
  zipOfNearlyThat: ['archive', zipOf('mimetypes')],
  emptyZip: ['archive', aZip([])],
  cutZip: ['archive', latin1('\x1f\x8b')],
  elf: ['program', latin1('\x7fELF\x02')],
  batch: ['program', latin1('del *'), 'run.bat'],
  unknown: ['other', latin1('\0\x01\x02')],
  unknownWithoutZero: ['other', Buffer.alloc(1024, latin1('\xfa\x93\x12k'))],
  pageAfterControl: ['markup', latin1('\x01<html>')],
}

for (const [kind, [type, bytes, name]] of Object.entries(samples))
  test(`a company that takes a file as ${type} by its bytes takes it only so: ${kind}`, async () => {
    assert.deepEqual(await takenAs(bytes, name), [type])
  })

test('an empty file is of no type, and of an archive it is the archive that is taken', async () => {
  assert.deepEqual(await takenAs(Buffer.alloc(0)), fileTypes)
  const verdict = await scanned(aZip([{ name: 'a.txt', content: 'Dear Ada' }]), { types: ['archive'] })
  assert.equal(verdict.verdict, 'clean')
})

test('what is refused by any company is refused for that, and not for its type', async () => {
  const verdict = await scanned(latin1('\x7fELF\x02'), { name: 'letter.pdf', types: ['pdf'] })
  assert.deepEqual(verdict, { verdict: 'refused', reason: 'disguisedExecutable' })
})
