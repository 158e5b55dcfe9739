import type { RequestWish } from '../../shared/application/intake/new-request.ts'
import type { Body } from '../../shared/contracts/bodies.ts'

export function wishOf(body: Body<'createRequest'> | Body<'registerRequest'>): RequestWish {
  const { rights, objectionPurpose, language, country, informationTypes, secondFactor } = body
  const { email, message, identifiers, deliverTo, consentIds } = body
  const { postalAddress, inPerson } = body as Partial<Body<'registerRequest'>>
  return {
    rights,
    ...(objectionPurpose === undefined ? {} : { objectionPurpose }),
    ...(consentIds === undefined ? {} : { consentIds }),
    ...(language === undefined ? {} : { language }),
    ...(country === undefined ? {} : { country }),
    ...(informationTypes === undefined ? {} : { informationTypes }),
    ...(secondFactor === undefined ? {} : { secondFactor }),
    ...(deliverTo === undefined ? {} : { deliverTo: deliverTo.receiverId }),
    personal: {
      ...(email === undefined ? {} : { email }),
      ...(message === undefined ? {} : { message }),
      ...(identifiers === undefined ? {} : { identifiers }),
      ...(postalAddress === undefined ? {} : { postalAddress }),
      ...(inPerson === undefined ? {} : { inPerson }),
    },
  }
}
