// The entry of the deployed package and of the single-machine run: settings in, functions out.
import { app } from '@azure/functions'
import type { Ports } from '../shared/application/ports/ports.ts'
import { createApp } from '../shared/composition/app.ts'
import { watchResponses } from './http/back-pressure.ts'
import { register } from './register.ts'

// The library locks its setup at the first start of a process.
let isSetUp = false

/** Registers every function over these ports. Synchronous, without I/O; the local host brings ports of its own. */
export function start(ports: Ports): ReturnType<typeof createApp> {
  const application = createApp(ports)
  if (!isSetUp) {
    watchResponses()
    app.setup({ enableHttpStream: true })
    isSetUp = true
  }
  register(application)
  return application
}
