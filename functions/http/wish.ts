import type { RequestWish } from '../../shared/application/intake/new-request.ts'
import type { Body } from '../../shared/contracts/bodies.ts'

/** What a person asks for and would not get is refused, never dropped in silence. */
export function notOffered({ deliverTo }: Body<'createRequest'> | Body<'registerRequest'>) {
  return deliverTo === undefined ? undefined : { code: 'transferNotOffered' }
}

export function wishOf(body: Body<'createRequest'> | Body<'registerRequest'>): RequestWish {
  const { rights, objectionPurpose, language, country, informationTypes, secondFactor } = body
  const { email, message, identifiers } = body
  const { postalAddress, inPerson } = body as Partial<Body<'registerRequest'>>
  return {
    rights,
    ...(objectionPurpose === undefined ? {} : { objectionPurpose }),
    ...(language === undefined ? {} : { language }),
    ...(country === undefined ? {} : { country }),
    ...(informationTypes === undefined ? {} : { informationTypes }),
    ...(secondFactor === undefined ? {} : { secondFactor }),
    personal: {
      ...(email === undefined ? {} : { email }),
      ...(message === undefined ? {} : { message }),
      ...(identifiers === undefined ? {} : { identifiers }),
      ...(postalAddress === undefined ? {} : { postalAddress }),
      ...(inPerson === undefined ? {} : { inPerson }),
    },
  }
}
