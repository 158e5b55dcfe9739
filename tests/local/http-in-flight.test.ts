import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import test from 'node:test'

import { untilDoneOrStalled } from '../../local/host/stalled.ts'
import { anyone, one } from './one-function.ts'

test('the clock waits for requests in flight before it moves on', async (t) => {
  const order: string[] = []
  const { url, clock } = await one(t, {
    ...anyone,
    handler: async () => {
      order.push('begun')
      await wait(30)
      order.push('answered')
      return {}
    },
  })
  const response = fetch(url)
  while (order.length === 0) await wait(1)

  await clock.advance(1000)
  order.push('moved')

  await response
  assert.deepEqual(order, ['begun', 'answered', 'moved'])
})

test('a download that nobody reads, or an upload nobody continues, stops counting as work in flight', async () => {
  const never = new Promise(() => undefined)
  const socket = { bytesRead: 5, bytesWritten: 7 }

  await untilDoneOrStalled(
    never,
    { request: { complete: true, socket }, response: { writableNeedDrain: true } },
    2,
  )
  await untilDoneOrStalled(
    never,
    { request: { complete: false, socket }, response: { writableNeedDrain: false } },
    2,
  )
})

test('a handler that takes its time, with nothing owed by the other end, counts as work in flight', async () => {
  let finish: () => void = () => undefined
  const work = new Promise<void>((resolve) => (finish = resolve))
  const socket = { bytesRead: 5, bytesWritten: 7 }
  const order: string[] = []
  const waited = untilDoneOrStalled(
    work,
    { request: { complete: true, socket }, response: { writableNeedDrain: false } },
    2,
  ).then(() => order.push('given up or done'))

  await wait(20)
  order.push('finished')
  finish()

  await waited
  assert.deepEqual(order, ['finished', 'given up or done'])
})

test('a stop lets requests in flight finish and takes no new ones', async (t) => {
  let begun: () => void = () => undefined
  const inFlight = new Promise<void>((resolve) => (begun = resolve))
  const { url, front } = await one(t, {
    ...anyone,
    handler: async () => {
      begun()
      await wait(30)
      return { body: 'finished' }
    },
  })
  const response = fetch(url)
  await inFlight

  await front.stop(5000)

  assert.equal(await (await response).text(), 'finished')
  await assert.rejects(fetch(url))
})

test('a stop cuts what has not finished when its patience ends', async (t) => {
  const { url, front } = await one(t, {
    ...anyone,
    handler: () => ({
      body: ReadableStream.from(
        (async function* () {
          yield Buffer.from('first')
          await wait(200)
          yield Buffer.from('never read')
        })(),
      ),
    }),
  })
  const response = await fetch(url)

  await front.stop(10)

  await assert.rejects(response.text())
})
