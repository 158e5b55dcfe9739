// `npm start`: Indsigt on this machine, until it is stopped.
import { readConfig } from '../shared/config/read-config.ts'
import type { Config } from '../shared/config/read-config.ts'
import { startFailure } from './run/start-failure.ts'
import { startInstance } from './run/instance.ts'
import type { Instance } from './run/instance.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const complain = (line: string): void => void process.stderr.write(`${line}\n`)

const config = readConfig(process.env)
const home = process.env['INDSIGT_HOME']
if (config.ok) await run(config.value)
else {
  for (const { setting, problem } of config.error.problems) complain(`The setting ${setting} ${problem}.`)
  process.exitCode = 1
}

async function run(config: Config): Promise<void> {
  try {
    const instance = await startInstance({ ...config, ...(home !== undefined && { home }) })
    stopOnSignals(instance)
    if (config.mode === 'serve') tellOfServing(config, instance)
    say(`Indsigt is ready: ${instance.url}`)
  } catch (error) {
    complain(startFailure(error, config))
    // Whatever the failed start left open must not keep the process.
    process.exit(1)
  }
}

function tellOfServing({ publicUrl, adapters }: Config, { url, operatorCode }: Instance): void {
  if (operatorCode !== undefined)
    say(
      `Nobody runs it yet: the first operator enters the code ${operatorCode} at ${publicUrl ?? url}/operator/first`,
    )
  if (!adapters.mail)
    say('Mails reach nobody, since neither SMTP_URL nor SENDGRID_API_KEY is set, with MAIL_FROM.')
  if (publicUrl === undefined) say('Mails carry the local address, since PUBLIC_URL is not set.')
}

/** The first signal lets what runs finish; a second one does not wait. */
function stopOnSignals(instance: Instance): void {
  let stopping = false
  const stop = (): void => {
    if (stopping) process.exit(1)
    stopping = true
    instance.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        complain(`Indsigt could not stop cleanly: ${error instanceof Error ? error.message : 'unknown'}`)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
}
