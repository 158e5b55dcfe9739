// The form by which a reviewer asks who a request is about.
import { lineOf } from '../form.ts'
import { about, checked } from './acting.ts'
import type { Action } from './acting.ts'

export const reveal: Action = {
  ...{ form: 'reveal', done: 'personShown', at: 'summary' },
  run: (call, form) =>
    checked('reveal', { reasonCode: lineOf(form, 'reasonCode') }, (body) =>
      call.app.revealPerson({ ...about(call), ...body }),
    ),
}
