/**
 * How much a company's own forms may hold. A version is read whole with every form that is filled, and is one document; what
 * has more fields than this nobody would fill in.
 */
export const templateLimits = {
  templates: 100,
  versions: 1000,
  /** Of one version, as JSON. */
  bytes: 200_000,
} as const
