import type { BodyName } from '../bodies.ts'
import type { Finding } from '../rule-errors.ts'

type Validate = {
  (value: unknown): boolean
  readonly errors?: readonly Finding[] | null
}

/** One function per body; its errors stay on it until its next call, as ajv does. */
export declare const validators: Readonly<Record<BodyName, Validate>>
