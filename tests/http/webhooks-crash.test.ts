import { test } from 'node:test'

import { runInstance } from '../support/running-instance.ts'
import { killedWhileTelling } from './support/killed-webhooks.ts'

test('whenever it is killed, a system of the company is told, under one name, and the log says how often', async (t) =>
  killedWhileTelling(t, await runInstance(t)))
