// The only file that talks to the Functions runtime.
import { app as azure } from '@azure/functions'
import { createActivities } from '../orchestrations/activities.ts'
import { orchestrations } from '../orchestrations/index.ts'
import { lazyOrchestrator } from '../orchestrations/lazy-durable.ts'
import type { App } from '../shared/composition/app.ts'
import { queueFunctions } from './bus/functions.ts'
import { httpFunctions } from './routes.ts'
import { timerFunctions } from './timers/functions.ts'

export function register(app: App): void {
  for (const [name, options] of Object.entries(httpFunctions(app))) azure.http(name, options)
  for (const [name, options] of Object.entries(timerFunctions(app))) azure.timer(name, options)
  for (const [name, options] of Object.entries(queueFunctions(app))) azure.serviceBusQueue(name, options)
  for (const [name, script] of Object.entries(orchestrations))
    azure.generic(name, {
      trigger: { type: 'orchestrationTrigger', name: 'context' },
      handler: lazyOrchestrator(script),
    })
  for (const [name, activity] of Object.entries(createActivities(app)))
    azure.generic(name, {
      trigger: { type: 'activityTrigger', name: 'input' },
      handler: activity as (input: unknown) => Promise<unknown>,
    })
}
