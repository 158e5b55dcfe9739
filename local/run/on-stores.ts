import { enterDataFolder } from '../../shared/adapters/embedded/data-folder.ts'
import { lockFolder } from '../../shared/adapters/embedded/database.ts'
import { createApp } from '../../shared/composition/app.ts'
import type { App } from '../../shared/composition/app.ts'
import type { Config } from '../../shared/config/read-config.ts'
import { openPorts } from './open-ports.ts'

/** Runs `work` on the stores of an instance, which nobody else has meanwhile where they are a folder. */
export async function onStores<T>(config: Config, work: (app: App) => Promise<T>): Promise<T> {
  const steps: (() => void | Promise<void>)[] = []
  try {
    const lock = lockFolder(config.folder)
    steps.push(lock.release)
    enterDataFolder(config.folder, config.mode)
    const { embedded } = await openPorts(config, (step) => steps.push(step))
    return await work(createApp(embedded.ports))
  } finally {
    for (const step of steps.reverse()) await step()
  }
}
