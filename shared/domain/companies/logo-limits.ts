export const largestLogoBytes = 200_000

/** In pixels. */
export const logoSides = { least: 16, most: 2000 } as const
