import type { Work } from './call.ts'
import { freshly } from './fresh.ts'
import { asOperator, asStaff, posted } from './guards.ts'

/** A form that changes what a fresh proof is asked for, as its call of the API is (docs/permissions.md). */
export const asProven = (work: Parameters<typeof freshly>[0]): Work => asStaff(posted(freshly(work)))

/** Whatever an operator changes. */
export const byProvenOperator = (work: Parameters<typeof freshly>[0]): Work =>
  asOperator(posted(freshly(work)))
