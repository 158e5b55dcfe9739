/** Thrown for a continuation that is not of the list it is used for: whoever sends one was given it, or made it up. */
export class ContinuationRefused extends RangeError {
  constructor() {
    super('the continuation is not of this list')
    this.name = 'ContinuationRefused'
  }
}
