// Every connector, run against the answers that were written by hand from its vendor's reference.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { systemCrypto } from '../../../shared/adapters/system/crypto.ts'
import { makeAdvanceRun } from '../../../shared/application/connectors/advance-run.ts'
import { makeAskSystem } from '../../../shared/application/connectors/ask-system.ts'
import { beginning } from '../../../shared/application/connectors/run-state.ts'
import { makeTryConnection } from '../../../shared/application/connectors/try-connection.ts'
import type { LogEvent } from '../../../shared/application/ports/log.ts'
import type { Connector } from '../../../shared/domain/connectors/connector.ts'
import { connectors, fixtureOf } from '../../support/connector-files.ts'
import { recordedSystems } from '../../support/recorded-systems.ts'

const clock = { now: () => new Date('2026-11-22T12:00:00.000Z') }
const all = await connectors()

/** Goes on at once where the run would wait. */
async function wholeRun(
  connector: Connector,
  run: Parameters<ReturnType<typeof makeAdvanceRun>>[0],
  ask: ReturnType<typeof makeAskSystem>,
) {
  const advance = makeAdvanceRun({ ask, clock, crypto: systemCrypto })
  let state = run.state
  for (let turn = 0; turn < 50; turn++) {
    const advanced = await advance({ ...run, state })
    if (advanced.kind !== 'waits') return advanced
    state = advanced.state
  }
  return assert.fail(`${connector.id} waits for ever`)
}

for (const connector of all)
  test(`${connector.name} is asked as its vendor documents it, and what is not the person’s is left there`, async (t) => {
    const fixture = await fixtureOf(connector.id)
    const { egress, strangers, waiting } = await recordedSystems(t, fixture.exchanges)
    const lines: LogEvent[] = []
    const ask = makeAskSystem({ egress, clock, log: { write: (line) => lines.push(line) } })
    const connection = {
      ...{ companyId: 'demo', connector },
      values: (name: string) => fixture.settings[name],
    }

    const tested = await makeTryConnection({ ask, clock, crypto: systemCrypto })(connection)
    const ended = await wholeRun(
      connector,
      { connection, identity: fixture.identity, what: 'collect', state: beginning },
      ask,
    )

    assert.deepEqual(strangers, [])
    assert.deepEqual(tested, { ok: true, value: undefined })
    assert.deepEqual({ ...ended, state: undefined }, { kind: 'done', state: undefined })
    const found = Object.entries(ended.state.found).map(([step, records]) => [step, records.length])
    assert.deepEqual(Object.fromEntries(found), fixture.finds)
    assert.deepEqual(waiting(), [])
    saysNothing(lines, [...Object.values(fixture.identity), ...secretsOf(connector, fixture.settings)])
  })

const secretsOf = ({ settings }: Connector, values: Readonly<Record<string, string>>) =>
  Object.entries(settings).flatMap(([name, { type }]) => (type === 'secret' ? [values[name] ?? ''] : []))

/** Neither of the person nor of what opens the system. */
function saysNothing(lines: readonly LogEvent[], unsaid: readonly string[]): void {
  const text = JSON.stringify(lines)
  for (const word of unsaid) assert.equal(text.includes(word), false, 'the log tells what it must not')
  assert.ok(lines.every(({ code }) => code === 'systemCalled'))
}
