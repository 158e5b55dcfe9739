// The sample as a command: node main.ts keys | answer CHALLENGE | list | fetch ID FILE
import { createPrivateKey } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { acknowledged, answerTo, fetched, makeKeys, waiting } from './receiver.ts'
import type { OwnKeys, Sender } from './receiver.ts'

const file = process.env['RECEIVER_KEYS'] ?? 'receiver-keys.json'

/** Both private keys in one file that only its owner reads; the public halves go to the sender. */
function keys(): void {
  const { own, forSender } = makeKeys()
  const { decrypting, signing } = own
  const kept = {
    decrypting: decrypting.export({ format: 'jwk' }),
    signing: signing.export({ format: 'jwk' }),
  }
  writeFileSync(file, JSON.stringify(kept), { mode: 0o600, flag: 'wx' })
  process.stdout.write(`${JSON.stringify(forSender, undefined, 2)}\n`)
}

function own(): OwnKeys {
  const { decrypting, signing } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, JsonWebKey>
  const key = (jwk: JsonWebKey = {}) => createPrivateKey({ key: jwk, format: 'jwk' })
  return { decrypting: key(decrypting), signing: key(signing) }
}

type JsonWebKey = Readonly<Record<string, string>>

function sender(): Sender {
  const {
    INDSIGT_COMPANY: company = '',
    INDSIGT_RECEIVER: receiverId = '',
    INDSIGT_AUDIENCE: audience,
  } = process.env
  return { company, receiverId, ...(audience === undefined ? {} : { audience }) }
}

/** The file first, then the receipt: what is acknowledged is there. */
async function fetchInto(id: string, target: string): Promise<void> {
  const one = (await waiting(own(), sender())).find((each) => each.id === id)
  if (!one) throw new Error('nothing of this id waits')
  writeFileSync(target, await fetched(own(), sender(), id), { mode: 0o600 })
  await acknowledged(own(), sender(), one)
}

const [command, first = '', second = 'transfer.zip'] = process.argv.slice(2)
if (command === 'keys') keys()
else if (command === 'answer') process.stdout.write(`${answerTo(own(), first)}\n`)
else if (command === 'list')
  for (const { id, state } of await waiting(own(), sender())) process.stdout.write(`${id} ${state}\n`)
else if (command === 'fetch') await fetchInto(first, second)
else throw new Error('keys | answer CHALLENGE | list | fetch ID FILE')
