// The same where documents, keys and messages live on with doubles in a process of their own.
import { test } from 'node:test'

import { startDoubles, without } from '../support/doubles.ts'
import { runInstance } from '../support/running-instance.ts'
import { killedWhileTelling } from './support/killed-webhooks.ts'

test('over the bus too, whenever it is killed, a system of the company is told, under one name', async (t) => {
  const doubles = await startDoubles()
  const settings = without(doubles.settings, 'SENDGRID', 'MAIL')
  const instance = await runInstance(t, { settings })
  t.after(doubles.close)
  await killedWhileTelling(t, instance)
})
