import type { Held } from '../../shared/application/companies/guarded-change.ts'
import type { Challenge } from '../../shared/application/transfer/receivers.ts'
import type { Body } from '../../shared/contracts/bodies.ts'
import { given, staff } from './operation.ts'
import { json, noContent } from './respond.ts'

const described = { tags: ['Receivers'], security: 'bearer', permission: 'changeSettings' } as const
const receivers = 'api/v1/companies/{company}/receivers'
const receiver = `${receivers}/{receiverId}`

const pending = {
  status: 202,
  description: 'It proved itself, and waits for a second administrator or owner: the item and its hash',
} as const

export const receiverOperations = [
  staff(
    {
      operationId: 'listReceivers',
      method: 'GET',
      route: receivers,
      summary:
        'Other controllers to which a person may have their data sent (Art. 20(2)), and how far they are',
      ...described,
      responses: [{ status: 200, description: 'With the thumbprints of their keys' }],
    },
    async ({ app, actor, params }) => {
      const listed = await app.receivers.list({ actor, companyId: params['company'] ?? '' })
      return listed.ok ? json(200, { value: listed.value }) : listed.error
    },
  ),
  staff(
    {
      operationId: 'addReceiver',
      method: 'POST',
      route: receivers,
      summary:
        'Enter one, with its public keys; nothing leaves for it before it proved itself and is approved',
      ...described,
      proof: 'fresh',
      body: 'addReceiver',
      responses: [{ status: 201, description: 'Entered' }],
    },
    async ({ app, actor, params, body, idempotency }) => {
      const added = await app.receivers.add({
        ...{ actor, companyId: params['company'] ?? '', facts: factsOf(body) },
        ...given({ idempotency }),
      })
      return added.ok ? json(201, added.value) : added.error
    },
  ),
  staff(
    {
      operationId: 'challengeReceiver',
      method: 'POST',
      route: `${receiver}/challenge`,
      summary: 'Have it prove that both keys are its own: at its address, or by hand where it has none',
      ...described,
      proof: 'fresh',
      responses: [
        { status: 200, description: 'The challenge to hand over, encrypted (JWE); or it holds at once' },
        pending,
      ],
    },
    async ({ app, actor, params }) => {
      const challenged = await app.receivers.challenge({ ...named(params), actor })
      return challenged.ok ? held(challenged.value) : challenged.error
    },
  ),
  staff(
    {
      operationId: 'proveReceiver',
      method: 'POST',
      route: `${receiver}/proof`,
      summary: 'What a receiver without an address answered: the nonce of its challenge, signed by its key',
      ...described,
      proof: 'fresh',
      body: 'receiverProof',
      responses: [{ status: 200, description: 'It holds at once' }, pending],
    },
    async ({ app, actor, params, body: { proof } }) => {
      const proved = await app.receivers.prove({ ...named(params), actor, proof })
      return proved.ok ? held(proved.value) : proved.error
    },
  ),
  staff(
    {
      operationId: 'removeReceiver',
      method: 'DELETE',
      route: receiver,
      summary: 'Nothing more leaves for it, from the next call on',
      ...described,
      proof: 'fresh',
      responses: [{ status: 204, description: 'It is gone' }],
    },
    async ({ app, actor, params }) => {
      const removed = await app.receivers.remove({ ...named(params), actor })
      return removed.ok ? noContent() : removed.error
    },
  ),
]

const named = (params: Readonly<Record<string, string>>) => ({
  companyId: params['company'] ?? '',
  receiverId: params['receiverId'] ?? '',
})

/** Of the keys only what they consist of: their kind is always the same. */
function factsOf({ name, contact, url, encryptionKey, signingKey }: Body<'addReceiver'>) {
  const { n, e } = encryptionKey
  const { x, y } = signingKey
  return { ...{ name, contact, ...given({ url }) }, encryptionKey: { n, e }, signingKey: { x, y } }
}

function held(value: Challenge | Held) {
  if (value === 'holds') return json(200, { state: 'approved' })
  return json('itemId' in value ? 202 : 200, value)
}
