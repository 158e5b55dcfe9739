import type { TestContext } from 'node:test'
import type { DataEntry } from '../../shared/application/collecting/enter-data.ts'
import type { Wish } from '../../shared/application/collecting/resolve-conflict.ts'
import type { InformationType, SourceTemplate } from '../../shared/domain/templates/information-type.ts'
import { must, openOffice } from './application.ts'
import { starting } from './companies.ts'
import { aRequest } from './request-stages.ts'

const [letter, call] = [
  { kind: 'Letter', date: '2025-05-06' },
  { kind: 'Call', date: '2025-05-07' },
]

/** Two places with the same form: they agree on the name, and differ on the city and the records. */
export const crm = { contact: { name: 'Anna', phone: '11223344', address: 'Odense' }, records: [letter] }
export const archive = { contact: { name: 'Anna', address: 'Aarhus' }, records: [letter, call] }
export const together = [letter, call]

export const generic = starting.informationTypes.find(
  ({ informationType }) => informationType === 'generic',
) as InformationType

export const place = (sourceId: string, change: Partial<SourceTemplate> = {}): SourceTemplate => ({
  ...{ sourceId, templateId: 'generic', legalBasis: 'contract', providedByPerson: true },
  label: { da: `Stedet ${sourceId}`, en: `Place ${sourceId}` },
  ...change,
})

const twoPlaces: readonly InformationType[] = [{ ...generic, sources: [place('crm'), place('archive')] }]

/** A request about them, and what its user does with it. */
export async function mergingDesk(
  t: TestContext,
  { informationTypes = twoPlaces, rights = ['access'] }: Wanted = {},
) {
  const office = await openOffice(t, { company: { informationTypes } })
  const request = await aRequest(office, { rights }).verified().assignedTo('user', 'second').made()
  const { requestId } = request
  const actor = office.as('user')
  const enter = (source: string, data: unknown, change: Partial<DataEntry> = {}) =>
    office.app.enterData({
      ...{ actor, requestId, templateId: 'generic', source, via: 'import' },
      entry: { kind: 'whole', data },
      ...change,
    })
  const decide = (pointer: string, wish: Wish, change: { source?: string; expected?: string } = {}) =>
    office.app.resolveConflict({ actor, requestId, templateId: 'generic', pointer, wish, ...change })
  const seal = () => office.app.sealRequest({ actor, requestId })
  const merged = async () => {
    const content = must(await office.app.readContent({ actor, requestId }))
    return content.merged
  }
  return { office, request, enter, decide, seal, merged }
}

type Wanted = {
  readonly informationTypes?: readonly InformationType[]
  readonly rights?: readonly ('access' | 'portability')[]
}
