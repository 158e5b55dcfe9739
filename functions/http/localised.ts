import type { LocalisedBody } from '../../shared/contracts/template-bodies.ts'
import type { Text } from '../../shared/domain/templates/template.ts'

/** Where nobody wrote it in Danish, English stands. */
export const text = ({ en, da = en }: LocalisedBody): Text => ({ da, en })
