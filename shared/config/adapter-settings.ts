// Which settings belong together to choose an adapter on Azure (api.md, "Settings").
import type { SettingProblem } from './read-config.ts'

type Given = (name: string) => string | undefined

/** `needs`: each row one way to choose the adapter, complete when all of it is given. `also` only refines it. */
type AdapterSettings = {
  readonly needs: readonly (readonly string[])[]
  readonly also?: readonly string[]
}

const adapters: readonly AdapterSettings[] = [
  { needs: [['COSMOS_ENDPOINT']], also: ['COSMOS_DATABASE', 'COSMOS_KEY'] },
  { needs: [['BLOB_ENDPOINT'], ['BLOB_CONNECTION_STRING']] },
  { needs: [['KEYVAULT_URL']] },
  { needs: [['SHARES_ENDPOINT'], ['SHARES_CONNECTION_STRING']] },
  { needs: [['SERVICEBUS_NAMESPACE'], ['SERVICEBUS_CONNECTION_STRING']] },
  { needs: [['SENDGRID_API_KEY', 'MAIL_FROM']], also: ['SENDGRID_BASE_URL'] },
  { needs: [['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM']], also: ['TWILIO_BASE_URL'] },
]

/**
 * What is half given, contradictory or not yet there. A complete set is refused too, and never ignored: whoever sets it
 * believes that the data go there.
 */
export const adapterProblems = (given: Given): readonly SettingProblem[] =>
  adapters.flatMap((adapter) => problemsOf(adapter, given))

function problemsOf({ needs, also = [] }: AdapterSettings, given: Given): readonly SettingProblem[] {
  const isGiven = (name: string): boolean => given(name) !== undefined
  const begun = needs.filter((way) => way.some(isGiven))
  const [first = [], second] = begun
  if (second) {
    return second
      .filter(isGiven)
      .map((setting) => ({ setting, problem: `contradicts ${first.join(' and ')}; give one of them` }))
  }
  if (begun.length === 0) return also.some(isGiven) ? missing(needs[0] ?? [], also.filter(isGiven)) : []

  const absent = first.filter((name) => !isGiven(name))
  if (absent.length > 0) return missing(absent, first.filter(isGiven))
  return first.slice(0, 1).map((setting) => ({ setting, problem: 'is not supported by this version' }))
}

const missing = (names: readonly string[], because: readonly string[]): readonly SettingProblem[] =>
  names.map((setting) => ({ setting, problem: `is missing beside ${because.join(' and ')}` }))
