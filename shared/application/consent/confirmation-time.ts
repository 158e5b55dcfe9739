import { addDays } from '../../domain/time.ts'
import type { ConsentDocument } from './consent-document.ts'

/** How long what was asked for by mail waits for its answer. */
const confirmationDays = 30

export const confirmedBy = ({ createdAt }: Pick<ConsentDocument, 'createdAt'>): Date =>
  addDays(new Date(createdAt), confirmationDays)
