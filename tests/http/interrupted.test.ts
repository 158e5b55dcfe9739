import assert from 'node:assert/strict'
import http from 'node:http'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'

import { runInstance } from '../support/running-instance.ts'
import { tellStory } from './support/story.ts'

const instance = await runInstance({ after })
const story = tellStory(instance.url)

type Sent = { readonly method: string; readonly path: string; readonly authorization: string }

/** Says that a million bytes come, sends some of them, and hangs up once they have left. */
async function brokenOff({ method, path, authorization }: Sent): Promise<void> {
  const request = http.request(`${instance.url}${path}`, {
    ...{ method, agent: false },
    headers: { authorization, 'content-length': 1_000_000, 'content-type': 'application/octet-stream' },
  })
  request.on('error', () => undefined)
  await new Promise((sent) => request.write(Buffer.alloc(200_000, 'a'), sent))
  const closed = new Promise((resolve) => request.once('close', resolve))
  request.destroy()
  await closed
}

const linesOf = (operation: string): readonly { readonly code: string; readonly status?: number }[] =>
  instance
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{') && line.includes(`"operation":"${operation}"`))
    .map((line) => JSON.parse(line) as { code: string; status?: number })

test('whoever breaks off an upload is an interruption in the log, and no defect of ours', async () => {
  const { requestId } = await story.collecting()
  const user = await story.staff('user')
  const begun = await user.post<{ uploadId: string }>(`requests/${requestId}/uploads`, {
    ...{ name: 'big.bin', sizeBytes: 2_000_000, contentType: 'application/octet-stream' },
  })
  assert.equal(begun.status, 201, begun.text)
  const path = `/api/v1/requests/${requestId}`
  const authorization = `Bearer ${user.accessToken}`

  for (const [operation, to] of [
    ['putFile', `${path}/files/a.bin`],
    ['putBlock', `${path}/uploads/${begun.body.uploadId}/blocks/0`],
  ] as const) {
    await brokenOff({ method: 'PUT', path: to, authorization })
    for (let tries = 0; linesOf(operation).length < 2 && tries < 100; tries++) await wait(50)
    assert.deepEqual(
      linesOf(operation).map(({ code, status }) => [code, status]),
      [
        ['callInterrupted', undefined],
        ['httpRequest', 400],
      ],
    )
  }
  assert.doesNotMatch(instance.output(), /"code":"defect"/)
  assert.equal((await user.get(`requests/${requestId}/files/a.bin`)).status, 404)
})
