// What a company shows an authority of consents, checked by a command that asks no server of ours.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { must, openOffice } from '../support/application.ts'
import { aProgram, publishedForm, recorded, sha256Hex } from '../support/consent.ts'
import { exportedFor, filesIn, linesOf } from '../support/exported.ts'
import { verifyConsents } from '../../tools/verify-consents.ts'

type Files = ReadonlyMap<string, Buffer>

const path = 'documents/consents.jsonl'

async function exportOf(t: TestContext) {
  const office = await openOffice(t, { company: { consentProofMonths: 12 } })
  const form = await publishedForm(office)
  const said = { ...form, subject: { externalId: 'customer-1' }, method: 'apiThirdParty' as const }
  const { consentId } = must(await recorded(office, said))
  must(await office.app.withdrawConsent.forPerson({ caller: aProgram, consentId }))
  await office.pump()
  office.clock.pass({ days: 400 })
  await office.app.purgeConsents(100)
  must(await recorded(office, { ...said, subject: { email: 'ada@example.com' } }))
  await office.pump()
  return exportedFor(office, await openOffice(t))
}

/** With another file in its place, and its hash in the list: as somebody would who forges it. */
function forged(files: Files, change: (text: string) => string): Files {
  const bytes = Buffer.from(change(`${files.get(path)?.toString()}`))
  const manifest = JSON.parse(`${files.get('manifest.json')?.toString()}`)
  const listed = manifest.files.map((file: { readonly path: string }) =>
    file.path === path ? { ...file, sizeBytes: bytes.length, sha256: sha256Hex(bytes) } : file,
  )
  const list = Buffer.from(JSON.stringify({ ...manifest, files: listed }))
  return new Map([...files, [path, bytes], ['manifest.json', list]])
}

const verdict = async (files: Files) => verifyConsents(filesIn(files))

test('an export shows every consent as it was said, and what went by its certificate', async (t) => {
  const files = await exportOf(t)
  assert.ok(linesOf(files.get(path)).some(({ kind }) => kind === 'gone'))
  const { sound, lines } = await verdict(files)
  assert.deepEqual(
    lines.filter((line) => line.startsWith('FAIL')),
    [],
  )
  assert.ok(sound)
  assert.match(lines.join('\n'), /2 persons were looked at/)
})

test('a word that was changed, an event that was left out, and proof that went by nobody’s word are found', async (t) => {
  const files = await exportOf(t)
  const lines = (text: string) => text.split('\n').filter((line) => line !== '')
  const without = (kind: string) => (text: string) =>
    `${lines(text)
      .filter((line) => !line.startsWith(`{"kind":"${kind}"`))
      .join('\n')}\n`
  const cases: Readonly<Record<string, (text: string) => string>> = {
    eventChanged: (text) => text.replace(/("event":\{.*?)"method":"apiThirdParty"/, '$1"method":"paper"'),
    headDiffers: without('gone'),
    'went without a certificate': without('consentCertificate'),
    'not signed by the company': (text) => text.replace('"events":[1,2]', '"events":[1]'),
    'is not what its history says': (text) => text.replace('"state":"requested"', '"state":"given"'),
    'what holds is missing': without('state'),
  }
  for (const [finding, change] of Object.entries(cases)) {
    const { sound, lines: found } = await verdict(forged(files, change))
    assert.ok(!sound, finding)
    assert.match(found.join('\n'), new RegExp(finding))
  }
  const damaged = new Map([...files, [path, Buffer.from('{}')]])
  assert.match((await verdict(damaged)).lines.join('\n'), /fileDamaged/)
})
