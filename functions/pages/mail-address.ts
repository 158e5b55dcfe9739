import { parseBody } from '../../shared/contracts/parse.ts'

/** An address that the API would take, too. */
export const isMailAddress = (text: string): boolean => parseBody('askLinks', { email: text }).ok
