import { test } from 'node:test'

import { sweep } from './one-life.ts'

test('a dependency that is away for a moment, at any effect, loses nothing and shows nobody anything twice', () =>
  sweep('unavailable', ['documents', 'messages', 'mail', 'keys', 'shares']))
