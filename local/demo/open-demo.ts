import type { App } from '../../shared/composition/app.ts'
import { demoCompany } from './company.ts'

/**
 * Makes the demonstration company where there is none yet. It is ours, so that it is refused is our defect: whoever started
 * this is told at once, and not by a page that is not there.
 */
export async function openDemo({ openCompany }: Pick<App, 'openCompany'>): Promise<void> {
  const opened = await openCompany(demoCompany)
  if (!opened.ok) throw new Error(`the demonstration company cannot be made: ${JSON.stringify(opened.error)}`)
}
