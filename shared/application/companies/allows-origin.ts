import type { Core } from '../core.ts'

/** Whether pages of that origin may read what the company's API answers. */
export type AllowsOrigin = (companyId: string, origin: string) => Promise<boolean>

export const makeAllowsOrigin =
  ({ companies }: Pick<Core, 'companies'>): AllowsOrigin =>
  async (companyId, origin) => {
    const { allowedOrigins = [] } = (await companies.find(companyId)) ?? {}
    return allowedOrigins.includes(origin)
  }
