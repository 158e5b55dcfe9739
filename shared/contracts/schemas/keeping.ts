// For how long a company keeps what it may not keep for ever, and when it asks again.
import { consentRenewalDays } from '../../domain/consent/expiry.ts'
import { consentProofMonths } from '../../domain/consent/keeping.ts'
import { outcomeYears } from '../../domain/retention/retention.ts'
import { record } from './primitives.ts'

const retention = record(
  {
    outcomeYears: {
      type: 'integer',
      minimum: outcomeYears.least,
      maximum: outcomeYears.most,
      description:
        'Years after its ending in which it is kept, without a name, that a request was answered and when (Art. 5(2)). State the same in your privacy notice.',
    } as const,
  },
  ['outcomeYears'],
)

export const keeping = {
  retention,
  consentProofMonths: {
    type: 'integer',
    minimum: consentProofMonths.least,
    maximum: consentProofMonths.most,
    description:
      'Months after a consent has ended in which its proof is kept (EDPB 05/2020, section 5.1). Forms that are written from then on say it; what an earlier form said is never exceeded.',
  } as const,
  consentRenewalDays: {
    type: 'integer',
    minimum: consentRenewalDays.least,
    maximum: consentRenewalDays.most,
    description: 'Days before a consent runs out on which the person is asked whether it goes on.',
  } as const,
}
