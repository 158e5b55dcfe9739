/** A dependency did not answer, refused for load, or is full: the edge answers 503 with Retry-After, a message is tried again. */
export class DependencyUnavailable extends Error {
  readonly dependency: Dependency
  readonly retryAfterSeconds: number

  constructor(dependency: Dependency, retryAfterSeconds: number, options?: ErrorOptions) {
    super(`${dependency} is unavailable`, options)
    this.name = 'DependencyUnavailable'
    this.dependency = dependency
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export type Dependency =
  'documents' | 'blobs' | 'keys' | 'shares' | 'messages' | 'mail' | 'sms' | 'passcodes' | 'orchestrations'
