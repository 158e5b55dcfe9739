import type { BodyName } from './bodies.ts'

/** Calls that say all by their address: their body may be left out. */
export const optionalBodies: ReadonlySet<BodyName> = new Set([
  'withdrawal',
  'consentWithdrawal',
  'seal',
  'resume',
  'commitUpload',
  'newFactor',
  'companyExport',
])
