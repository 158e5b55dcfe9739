import type { Surface } from '../openapi/surface.ts'

/** What the handlers answer and refuse, as the compiler knows it. */
export declare const surface: Surface
