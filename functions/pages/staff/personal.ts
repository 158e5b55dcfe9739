// What the person asked for and wrote, in the words of the page.
import type { RequestContent } from '../../../shared/application/collecting/read-content.ts'
import { articleOf, isRight } from '../../../shared/domain/requests/right.ts'
import type { HtmlValue } from '../html.ts'
import { list, said } from '../parts.ts'
import type { Work } from './work.ts'

export type Fact = readonly [what: string, how: HtmlValue]

export function rightName({ call }: Pick<Work, 'call'>, right: string): string {
  return isRight(right) ? `${call.texts.common.rights[right].name} (${articleOf(right)})` : right
}

export function personalFacts({ call }: Work, personal: RequestContent['personal']): readonly Fact[] {
  const { summary } = call.texts.work
  const { common } = call.texts
  const { email, postalAddress, inPerson, identifiers = {}, message } = personal
  const { nationalIdentity } = personal
  const references = Object.entries(identifiers).map(([name, value]) => `${labelOf(call, name)}: ${value}`)
  return [
    ...(email === undefined ? [] : [[summary.email, email] as const]),
    ...(postalAddress === undefined ? [] : [[summary.postalAddress, said(postalAddress)] as const]),
    ...(inPerson === undefined ? [] : [[summary.inPerson, common.yes] as const]),
    ...(references.length === 0 ? [] : [[summary.identifiers, list(references)] as const]),
    ...(nationalIdentity ? [[summary.nationalIdentity, eidOf(call, nationalIdentity)] as const] : []),
    ...(message === undefined ? [] : [[summary.message, said(message)] as const]),
  ]
}

type National = NonNullable<RequestContent['personal']['nationalIdentity']>

const eidOf = ({ texts }: Work['call'], { name, birthdate }: National): string =>
  birthdate === undefined ? name : `${name}, ${texts.work.summary.born(birthdate)}`

/** Of one that the company asks for no more, its name in the request. */
const labelOf = ({ company, language }: Work['call'], name: string): string =>
  company.identifiers.find(({ id }) => id === name)?.label[language] ?? name
