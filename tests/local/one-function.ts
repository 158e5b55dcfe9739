// A host with one function that everybody may call.
import type { TestContext } from 'node:test'

import { app, type HttpMethod } from '@azure/functions'

import { serve } from './serve.ts'

// The library locks its setup at the first start of the process.
let isSetUp = false
export const streaming = (register: () => void) => () => {
  if (!isSetUp) app.setup({ enableHttpStream: true })
  isSetUp = true
  register()
}

export const one = (
  t: TestContext,
  options: Parameters<typeof app.http>[1],
  serving: Parameters<typeof serve>[2] = {},
) =>
  serve(
    t,
    streaming(() => app.http('one', options)),
    serving,
  )

export const anyone = {
  authLevel: 'anonymous' as const,
  route: '{*path}',
  methods: ['GET', 'POST', 'PUT'] as HttpMethod[],
}
