// The entry of the deployed package and of the single-machine run: settings in, functions out.
import { app } from '@azure/functions'
import type { Ports } from '../shared/application/ports/ports.ts'
import { createApp } from '../shared/composition/app.ts'
import { azurePorts } from '../shared/composition/azure-ports.ts'
import { readHostedConfig } from '../shared/config/read-config.ts'
import { hostCore } from './host-core.ts'
import type { HostCore } from './host-core.ts'
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

/** Throws with the names of what is missing: that stops the worker and reaches whoever operates it. */
function startUnderTheHost(core: HostCore): void {
  const config = readHostedConfig(process.env)
  if (config.ok) start(azurePorts(config.value, (line) => core.log('information', 'user', line)))
  else
    throw new Error(
      config.error.problems.map(({ setting, problem }) => `The setting ${setting} ${problem}.`).join(' '),
    )
}

const core = hostCore()
if (core) startUnderTheHost(core)
