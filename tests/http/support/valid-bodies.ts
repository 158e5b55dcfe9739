import type { BodyName } from '../../../shared/contracts/bodies.ts'

/** A body of each kind that its schema accepts: what is wrong with a call is then something else. */
export const validBodies: Readonly<Partial<Record<BodyName, object>>> = {
  redeemLink: { token: `demo.-.${'x'.repeat(43)}` },
  redeemCode: { email: 'somebody@mail.example', company: 'demo', code: '12345678' },
  askLinks: { email: 'somebody@mail.example' },
  newCode: { token: `demo.-.${'x'.repeat(43)}` },
  signIn: { email: 'somebody@mail.example' },
  refresh: { refreshToken: `${'x'.repeat(22)}.1.${'x'.repeat(43)}` },
  createRequest: { rights: ['access'], email: 'somebody@mail.example' },
  registerRequest: { rights: ['access'], channel: 'inPerson', inPerson: true },
  withdrawal: {},
  message: { text: 'Hello' },
  importData: { templateId: 'insurance', version: 1, data: {} },
  createUpload: { name: 'a.bin', contentType: 'application/octet-stream', sizeBytes: 10 },
  commitUpload: {},
  sourceState: { state: 'nothingHeld' },
  identityRecord: { method: 'contactOnFile', level: 'onFile', evidence: 'Seen on file.' },
  seal: {},
  approval: { manifestSha256: '0'.repeat(64), decision: 'approve' },
  extension: { months: 1, reasonCode: 'complexity', reason: 'Much.' },
  pause: { reasonCode: 'specification', reason: 'Which?', until: '2099-01-01T00:00:00Z' },
  resume: {},
  refusal: { groundCode: 'manifestlyExcessive', facts: 'Again.' },
  withheld: { items: [] },
  handOver: { how: 'post' },
  settings: { identityLevel: 'onFile' },
}
