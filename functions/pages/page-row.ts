/** Method and route of a page. */
export type Page = { readonly method: 'GET' | 'POST' | 'PUT'; readonly route: string }

export const get = (route: string): Page => ({ method: 'GET', route })
export const post = (route: string): Page => ({ method: 'POST', route })
export const put = (route: string): Page => ({ method: 'PUT', route })

export const staff = '{company}/staff'
