/**
 * How far a transfer to another controller is (Art. 20(2)). `wished`: named when the person asked, and not signed.
 * `instructed`: signed, and the answer has not left. `available`: it can be fetched. `acknowledged`: the receiver signed that
 * it has it. The others are ends without a transfer: the person took it back, the company removed the receiver, or what was
 * to be sent was recalled, destroyed or never came about.
 */
export type TransferState =
  | 'wished'
  | 'instructed'
  | 'available'
  | 'fetched'
  | 'acknowledged'
  | 'takenBack'
  | 'receiverRemoved'
  | 'lapsed'

export type TransferFacts = {
  readonly step: 'wished' | 'instructed' | 'takenBack' | 'fetched' | 'acknowledged'
  /** Of what is to be sent, as its person has it; `none` before it has left. */
  readonly answer: 'none' | 'readable' | 'gone'
  readonly receiver: 'approved' | 'removed'
  readonly request: 'open' | 'ended'
}

/** What happened stays so: neither the end of the answer nor that of the receiver takes a fetch back. */
export function transferState({ step, answer, receiver, request }: TransferFacts): TransferState {
  if (step !== 'wished' && step !== 'instructed') return step
  if (answer === 'gone') return 'lapsed'
  if (answer === 'none' && request === 'ended') return 'lapsed'
  if (receiver === 'removed') return 'receiverRemoved'
  if (step === 'wished') return answer === 'none' ? 'wished' : 'lapsed'
  return answer === 'readable' ? 'available' : 'instructed'
}
