/** The hooks that current workers know. */
const hookNames = ['appStart', 'appTerminate', 'preInvocation', 'postInvocation', 'log'] as const

export type HookName = (typeof hookNames)[number]

type Hook = (context: object) => unknown

export type AppHooks = {
  /** Answers with what takes the hook back. */
  readonly add: (name: HookName, hook: Hook) => () => void
  /** One after the other, in the order of registration; the first that throws ends it. */
  readonly run: (name: Exclude<HookName, 'log'>, context: object) => Promise<void>
  /** Log hooks run at once, without being waited for. */
  readonly runLog: (context: object) => void
}

export function startHooks(): AppHooks {
  const hooks = new Map<HookName, Hook[]>(hookNames.map((name) => [name, []]))
  const named = (name: HookName): Hook[] => {
    const found = hooks.get(name)
    if (!found) throw unknownHook(name)
    return found
  }

  return {
    add: (name, hook) => {
      named(name).push(hook)
      return () => {
        hooks.set(
          name,
          named(name).filter((other) => other !== hook),
        )
      }
    },
    run: async (name, context) => {
      for (const hook of named(name)) await hook(context)
    },
    runLog: (context) => {
      for (const hook of named('log')) hook(context)
    },
  }
}

/** The library tells an old host from a new one by this very error: RangeError, marked as the system's. */
function unknownHook(name: string): RangeError {
  return Object.assign(new RangeError(`Unrecognized hook "${name}"`), { isAzureFunctionsSystemError: true })
}
