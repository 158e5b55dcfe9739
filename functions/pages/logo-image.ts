import type { LogoFacts } from '../../shared/application/companies/logo.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import type { Texts } from './texts/texts.ts'

export type ShownLogo = LogoFacts & { readonly id: string; readonly name: string }

/** Its size is told, so that nothing moves when it arrives; the style keeps it small. */
export const logoImage = ({ common }: Pick<Texts, 'common'>, { id, name, width, height }: ShownLogo): Html =>
  html`<img
    class="logo"
    src="/api/v1/companies/${id}/logo"
    alt="${common.logoOf(name)}"
    width="${width}"
    height="${height}"
  />`
