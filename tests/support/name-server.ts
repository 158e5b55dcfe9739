// A name server on this machine (RFC 1035, 4.1), and all that a real one can do instead of answering.
import { createSocket } from 'node:dgram'
import type { TestContext } from 'node:test'

type Kind = 'A' | 'AAAA' | 'TXT'

const kinds: Readonly<Record<number, Kind>> = { 1: 'A', 16: 'TXT', 28: 'AAAA' }

/** Bytes of an address, or the strings of each text record; `servfail` and `silent` are what a broken server does. */
export type Zone = Readonly<
  Record<
    string,
    | 'servfail'
    | 'silent'
    | {
        readonly A?: readonly number[]
        readonly AAAA?: readonly number[]
        readonly TXT?: readonly string[][]
      }
  >
>

export type NameServer = {
  readonly address: string
  /** What was asked, as it came. */
  readonly asked: readonly string[]
  readonly serve: (zone: Zone) => void
}

/** What is not in the zone does not exist; what is there without a record of the kind has none. */
export async function nameServer(t: TestContext, first: Zone): Promise<NameServer> {
  let zone = first
  const asked: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (query, from) => {
    const { name, kind, end } = questionOf(query)
    asked.push(`${kind} ${name}`)
    const answer = answerTo(query, { known: zone[name.toLowerCase()], kind, end })
    if (answer) socket.send(answer, from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  t.after(() => void socket.close())
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    serve: (next) => void (zone = next),
  }
}

function questionOf(query: Buffer) {
  const end = query.indexOf(0, 12)
  const labels: string[] = []
  for (let at = 12; at < end; at += (query[at] ?? 0) + 1)
    labels.push(query.toString('latin1', at + 1, at + 1 + (query[at] ?? 0)))
  return { name: labels.join('.'), kind: kinds[query.readUInt16BE(end + 1)] ?? 'A', end }
}

type Asked = { readonly known: Zone[string] | undefined; readonly kind: Kind; readonly end: number }

function answerTo(query: Buffer, { known, kind, end }: Asked): Buffer | undefined {
  if (known === 'silent') return undefined
  const records = known === undefined || known === 'servfail' ? [] : recordsOf(known, kind)
  const head = Buffer.from(query.subarray(0, 12))
  head.writeUInt16BE(known === 'servfail' ? 0x8182 : known ? 0x8180 : 0x8183, 2)
  head.writeUInt16BE(records.length, 6)
  head.writeUInt32BE(0, 8)
  return Buffer.concat([head, query.subarray(12, end + 5), ...records])
}

function recordsOf(known: Exclude<Zone[string], string>, kind: Kind): readonly Buffer[] {
  const { [kind]: found } = known
  if (found === undefined) return []
  if (kind !== 'TXT') return [record(kind, Buffer.from(found as readonly number[]))]
  return (found as readonly string[][]).map((strings) =>
    record(kind, Buffer.concat(strings.map((one) => Buffer.from([one.length, ...Buffer.from(one)])))),
  )
}

const numbers: Readonly<Record<Kind, number>> = { A: 1, AAAA: 28, TXT: 16 }

const record = (kind: Kind, data: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from([0xc0, 0x0c, 0, numbers[kind], 0, 1, 0, 0, 0, 0, data.length >> 8, data.length & 255]),
    data,
  ])
