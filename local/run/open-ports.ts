import { createConsoleLog } from '../../shared/adapters/system/console-log.ts'
import { leaveWriteAhead } from '../../shared/adapters/embedded/write-ahead.ts'
import { createMessageConsumer, type MessageConsumer } from '../../shared/adapters/service-bus/consumer.ts'
import type { MailSender, SmsSender } from '../../shared/application/ports/mail.ts'
import type { MessageBus } from '../../shared/application/ports/messages.ts'
import type { Clock } from '../../shared/application/ports/system.ts'
import { azureStores, busSettings } from '../../shared/composition/azure-stores.ts'
import { embeddedPorts } from '../../shared/composition/embedded-ports.ts'
import type { AdapterChoice } from '../../shared/config/adapter-settings.ts'
import type { HostClock } from '../host/clock.ts'
import { logToStandardError } from '../host/core-api.ts'
import { storedClock } from './clock-store.ts'
import { followedBus } from './followed-bus.ts'
import type { InstanceOptions, Undo } from './instance.ts'
import { startOtherHome, type World } from './other-home.ts'

type Bus = MessageBus & MessageConsumer

/** What the ports over the folder ask for, and what is made over the folder: they do so only once they are used. */
type Late = { clock?: HostClock; mail?: MailSender; sms?: SmsSender; bus?: Bus }

/** The ports over the folder and over what the settings put elsewhere. The clock lies in the folder's database. */
export async function openPorts(options: InstanceOptions, undo: Undo) {
  const { folder, mode, port, publicUrl = `http://localhost:${port}` } = options
  const late: Late = {}
  const clock: Clock = { now: () => new Date(there(late.clock, 'the time').now()) }
  const adapters = await adaptersOf(options, undo, {
    now: clock.now,
    deliver: (mail) => there(late.mail, 'the mailbox').send(mail),
    deliverSms: (sms) => there(late.sms, 'the mailbox').send(sms),
  })
  const log = createConsoleLog(process.stderr, clock)
  const closings: (() => Promise<void>)[] = []
  const elsewhere = azureStores(adapters, { clock, log, publicUrl }, (close) => void closings.push(close))
  const send: MessageBus['send'] = (queue, messages) => there(late.bus, 'the bus').send(queue, messages)
  const settings = {
    ...{ folder, mode, publicUrl },
    ...toldOf(options),
    // What a demonstration tells others about, a developer receives on the same machine.
    ...(mode === 'demo' && { loopbackTargets: 'allowed' as const }),
  }
  const stores = { ...elsewhere, ...(elsewhere.messages && { messages: { send } }) }
  const embedded = embeddedPorts(settings, { clock, log }, stores)
  undo(() => {
    embedded.db.close()
    leaveWriteAhead(folder)
  })
  undo(async () => void (await Promise.all(closings.map((close) => close()))))

  const hostClock = storedClock(embedded.db)
  const bus = elsewhere.messages &&
    adapters.messages && {
      ...elsewhere.messages,
      ...createMessageConsumer(busSettings(adapters.messages, adapters.clientId)),
    }
  Object.assign(late, { clock: hostClock, mail: embedded.mail, sms: embedded.sms })
  if (bus) late.bus = mode === 'demo' ? followed(bus, embedded.queue, hostClock) : bus
  return {
    ...{ embedded, clock: hostClock, bus: late.bus },
    hasItsKeys: !elsewhere.documents && !elsewhere.keys,
    hasItsShares: !elsewhere.documents && !elsewhere.shares,
  }
}

/** What an instance is told of itself, where it is told. */
const toldOf = (options: InstanceOptions) => {
  const { clamd, egressPorts, dnsServers, operatorCode } = options
  const { sessionMinutes, tokenMinutes, blobGoneDays } = options
  return {
    ...(clamd && { clamd }),
    ...(egressPorts && { egressPorts }),
    ...(dnsServers && { dnsServers }),
    ...(operatorCode !== undefined && { operatorCode }),
    ...(blobGoneDays !== undefined && { blobGoneDays }),
    ...(sessionMinutes !== undefined && { sessionMinutes }),
    ...(tokenMinutes !== undefined && { tokenMinutes }),
  }
}

/** Only a demonstration moves its clock. */
const followed = (
  bus: Bus,
  postponed: Parameters<typeof followedBus>[0]['postponed'],
  clock: HostClock,
): Bus => followedBus({ bus, postponed, clock, log: logToStandardError })

async function adaptersOf(
  { adapters = {}, home, mode }: InstanceOptions,
  undo: Undo,
  world: World,
): Promise<AdapterChoice> {
  if (home === undefined || mode !== 'demo') return adapters
  const started = await startOtherHome(home, world)
  undo(started.stop)
  return started.adapters
}

export function there<T>(made: T | undefined, what: string): T {
  if (made === undefined) throw new Error(`${what} is asked for before it is there`)
  return made
}
