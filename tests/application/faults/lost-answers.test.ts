import { test } from 'node:test'

import { sweep } from './one-life.ts'

test('an answer that is lost on its way, at any effect, loses nothing and shows nobody anything twice', () =>
  sweep('lost', ['documents', 'messages', 'mail', 'shares']))
