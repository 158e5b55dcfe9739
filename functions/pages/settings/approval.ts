// Who stands behind what leaves the company, and how sure it is of who asks: some of it takes a second administrator.
import { reviewersSee } from '../../../shared/domain/identity/masking.ts'
import { identityLevels } from '../../../shared/domain/requests/identity.ts'
import { asked } from './frame.ts'
import type { OneForm } from './one-form.ts'

type Draft = {
  readonly approvalPolicy?: { readonly approvalsNeeded?: unknown; readonly approverIds: readonly string[] }
}

export const approvalForm: OneForm<Draft> = {
  place: 'approval',

  specs: async (call) => {
    const { approval: words } = call.texts.settings
    const { levels } = call.texts.staff.people.changes
    const listed = await call.app.listEmployees(asked(call))
    const approvers = (listed.ok ? listed.value : []).filter(({ grants }) => grants.includes('approver'))
    return [
      { at: 'approvalPolicy.approvalsNeeded', kind: 'number', label: words.needed, hint: words.neededHint },
      {
        ...{ at: 'approvalPolicy.approverIds', kind: 'boxes', label: words.approvers },
        hint: approvers.length > 0 ? words.approversHint : words.noApprovers,
        options: approvers.map(({ id, name }) => ({ value: id, label: name })),
      },
      {
        ...{ at: 'identityLevel', kind: 'select', label: words.level, hint: words.levelHint },
        options: identityLevels.map((value) => ({ value, label: levels[value] })),
      },
      {
        ...{ at: 'secondAdministrator', kind: 'select', label: words.second, hint: words.secondHint },
        options: (['required', 'none'] as const).map((value) => ({ value, label: words.seconds[value] })),
      },
      {
        ...{ at: 'reviewersSee', kind: 'select', label: words.reviewersSee, hint: words.reviewersSeeHint },
        options: reviewersSee.map((value) => ({ value, label: words.reviewersSeeAre[value] })),
      },
    ]
  },

  value: (settings) => settings,

  /** Nobody named is everybody who holds the grant. */
  body: ({ approvalPolicy: { approverIds = [], ...policy } = { approverIds: [] }, ...others }) => ({
    ...others,
    approvalPolicy: { ...policy, ...(approverIds.length > 0 && { approverIds }) },
  }),

  placeOf: (at) => at,
}
