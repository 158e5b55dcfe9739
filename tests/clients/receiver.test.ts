// What docs/integrate.md shows to receiving companies works, in the shell and by the sample alone.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'

import type { PublicKeys } from '../../clients/receiver/receiver.ts'
import { must, openOffice } from '../support/application.ts'
import { aRequest, goingOn } from '../support/request-stages.ts'
import { receiversServed } from '../support/receivers-served.ts'
import { scratchFolder } from '../support/scratch-folder.ts'
import { instructed } from '../support/transfer.ts'
import { filesOf } from '../support/zip-files.ts'

const run = promisify(execFile)
const page = readFileSync(new URL('../../docs/integrate.md', import.meta.url), 'utf8')
const [keys = '', answer = '', ...fetching] = [...page.matchAll(/^```bash\n(.*?)^```$/gms)].map(
  ([, text]) => text,
)

test('what the page for receiving companies shows in the shell works, from its keys to its receipt', async (t) => {
  const office = await openOffice(t)
  // The program signs by the clock of this machine.
  office.clock.set(new Date(Date.now()))
  const folder = scratchFolder(t)
  const base = await receiversServed(t, office)
  const env: Record<string, string | undefined> = {
    ...process.env,
    RECEIVER: new URL('../../clients/receiver', import.meta.url).pathname,
    INDSIGT_COMPANY: `${base}/api/v1/companies/demo`,
    INDSIGT_AUDIENCE: `${office.app.settings.publicUrl}/api/v1/companies/demo`,
  }
  const shell = (script: string, more: object = {}) =>
    run('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: folder,
      env: { ...env, ...more },
      timeout: 60_000,
    })

  await shell(keys)
  assert.equal(statSync(join(folder, 'receiver-keys.json')).mode & 0o777, 0o600)
  const forSender = JSON.parse(readFileSync(join(folder, 'public-keys.json'), 'utf8')) as PublicKeys
  const byAdmin = { actor: office.as('admin'), companyId: 'demo' }
  const facts = { name: 'Nordlys', contact: 'data@nordlys.example', ...forSender }
  const { id: receiverId } = must(await office.app.receivers.add({ ...byAdmin, facts }))
  const challenged = must(await office.app.receivers.challenge({ ...byAdmin, receiverId }))
  assert.ok(challenged !== 'holds' && 'challenge' in challenged)
  await shell(answer, { CHALLENGE: challenged.challenge })
  const proof = readFileSync(join(folder, 'proof.txt'), 'utf8').trim()
  must(await office.app.receivers.prove({ ...byAdmin, receiverId, proof }))

  const request = await aRequest(office, { rights: ['portability'] })
    .verified()
    .assignedTo('user')
    .made()
  await instructed(office, request, receiverId)
  await goingOn(office, request).filled().sealed().approved().delivered().made()
  await shell(fetching.join('\n'), { INDSIGT_RECEIVER: receiverId })

  assert.ok((await filesOf(readFileSync(join(folder, 'transfer.zip')))).has('manifest.json'))
  const { view } = must(await office.app.viewRequest({ actor: request.person, requestId: request.requestId }))
  assert.equal(view.transfer?.state, 'acknowledged')
})
