import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'

import { containers, type ContainerName } from '../../../shared/application/ports/documents.ts'
import { insuranceExample } from '../../../shared/domain/templates/insurance-example.ts'
import { retailExample } from '../../../shared/domain/templates/retail-example.ts'
import { must, openOffice, type Office } from '../../support/application.ts'
import { aRequest, goingOn, personEmail } from '../../support/request-stages.ts'
import { streamOf } from '../../support/streams.ts'

const secrets = {
  message: 'Jeg vil se min sag om skaden i 2024.',
  file: 'Diagnose: brækket arm.',
  block: 'Lydoptagelse af samtalen.',
  answer: 'Din sag ligger hos os siden 2024.',
  facts: 'Den samme anmodning kom syv gange.',
}

const bodies = Object.values(secrets).map((text) => JSON.stringify({ text }))

/** What somebody who holds the store would try: each known value as text and as JSON, hashed plainly, in every writing. */
const guesses = [personEmail, ...Object.values(secrets), ...bodies, insuranceExample, retailExample].flatMap(
  (value) => {
    const texts = typeof value === 'string' ? [value, JSON.stringify(value)] : [JSON.stringify(value)]
    return texts.flatMap((text) => {
      const hash = createHash('sha256').update(text).digest()
      // The examples stand in the templates, for all to read.
      const plain = typeof value === 'string' ? [text] : []
      return [hash.toString('hex'), hash.toString('base64url'), hash.toString('base64'), ...plain]
    })
  },
)

async function everything(office: Office): Promise<readonly string[]> {
  const names = Object.keys(containers) as readonly ContainerName[]
  const found: string[] = []
  for (const container of names) {
    let continuation: string | undefined
    do {
      const page = await office.ports.documents.query({
        ...{ container, limit: 1000 },
        ...(continuation === undefined ? {} : { continuation }),
      })
      found.push(...page.items.map(({ value }) => JSON.stringify(value)))
      continuation = page.continuation
    } while (continuation !== undefined)
  }
  return found
}

async function nothingToConfirm(office: Office, moment: string): Promise<void> {
  const documents = await everything(office)
  assert.ok(documents.length > 10)
  for (const document of documents)
    for (const guess of guesses)
      assert.ok(!document.includes(guess), `${moment}: ${document.slice(0, 60)} holds a guess`)
}

const hashed = (text: string) => createHash('sha256').update(JSON.stringify({ text })).digest('hex')

for (const mode of ['demo', 'serve'] as const)
  test(`whoever holds the store of a run in ${mode} mode cannot confirm a guess: no plain hash of anything personal lies in it`, (t) =>
    aLifeOf(t, mode))

async function aLifeOf(t: TestContext, mode: 'demo' | 'serve'): Promise<void> {
  const office = await openOffice(t, { mode })
  const request = await aRequest(office, { message: secrets.message }).verified().assignedTo('user').made()
  const { requestId } = request
  const actor = office.as('user')
  const text = { contentType: 'text/plain', actor, requestId }
  must(await office.app.putFile({ ...text, name: 'sag.txt', content: streamOf(secrets.file) }))
  const size = Buffer.byteLength(secrets.block)
  const begun = must(await office.app.uploads.begin({ ...text, name: 'samtale.txt', sizeBytes: size }))
  const upload = { actor, requestId, uploadId: begun.uploadId }
  must(await office.app.uploads.putBlock({ ...upload, number: 0, content: streamOf(secrets.block) }))
  must(await office.app.uploads.commit(upload))
  must(await office.app.putFile({ ...text, name: 'b.txt', content: streamOf(secrets.file) }))
  must(await office.app.removeFile({ actor, requestId, name: 'b.txt' }))
  const said = { key: 'once', bodyHash: hashed(secrets.answer) }
  must(await office.app.messages.post({ actor, requestId, text: secrets.answer, idempotency: said }))
  const refusal = { actor, requestId, groundCode: 'manifestlyExcessive', facts: secrets.facts }
  const once = { key: 'once', bodyHash: hashed(secrets.facts) }
  const { itemId, manifestSha256 } = must(await office.app.proposeRefusal({ ...refusal, idempotency: once }))
  await office.app.askLinks({ companyId: 'demo', email: personEmail })
  await office.pump()
  await nothingToConfirm(office, 'proposed')
  const decided = { actor: office.as('approver'), requestId, itemId, manifestSha256 }
  must(await office.app.decideItem({ ...decided, decision: 'return', comment: secrets.facts }))
  await goingOn(office, request).filled().sealed().approved().delivered().made()
  await nothingToConfirm(office, 'delivered')
  office.clock.pass({ days: 33 })
  await office.app.purgeContent(100)
  await office.pump()

  await nothingToConfirm(office, 'purged')
}
