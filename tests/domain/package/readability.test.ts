import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isHardToRead } from '../../../shared/domain/package/readability.ts'

const hard = (name: string, mediaType: string) => isHardToRead({ name, mediaType })

test('what people open every day is not hard to read', () => {
  for (const [name, type] of [
    ['letter.pdf', 'application/pdf'],
    ['table', 'text/csv; charset=utf-8'],
    ['call.ogg', 'audio/ogg'],
    ['Sheet.XLSX', 'application/octet-stream'],
    ['scan.JPG', ''],
  ] as const)
    assert.equal(hard(name, type), false, name)
})

test('what needs a special program, or says nothing of what it is, is hard to read', () => {
  for (const [name, type] of [
    ['dump.sql.gz', 'application/gzip'],
    ['backup.pst', 'application/octet-stream'],
    ['export.json', 'application/json'],
    ['letter.pdf', 'application/x-sqlite3'],
    ['nothing', ''],
  ] as const)
    assert.equal(hard(name, type), true, name)
})
