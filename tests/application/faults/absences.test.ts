import { test } from 'node:test'

import { sweep } from './one-life.ts'

// A store that was away for a moment is, to what is in it, one before which the process was killed: see the crash sweep.
test('a dependency that is away for a moment, at any effect, loses nothing and shows nobody anything twice', () =>
  sweep('unavailable', ['messages', 'mail', 'keys', 'shares']))
