import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Approval, ApprovalCase } from '../../../shared/domain/requests/approval.ts'
import { checkPolicy, isApproved, judgeApproval } from '../../../shared/domain/requests/approval.ts'

const aCase = (more: Partial<ApprovalCase> = {}): ApprovalCase => ({
  policy: { version: 1, approvalsNeeded: 1 },
  contributors: ['sealer'],
  approverId: 'approver',
  approvals: [],
  root: 'aa',
  namedRoot: 'aa',
  decision: 'approve',
  ...more,
})

const approvalBy = (approverId: string, more: Partial<Approval> = {}): Approval => ({
  approverId,
  root: 'aa',
  decision: 'approve',
  ...more,
})

const judged = (more: Partial<ApprovalCase>): string => {
  const result = judgeApproval(aCase(more))
  return result.ok ? result.value : result.error.code
}

const two = { version: 2, approvalsNeeded: 2 }

test('a second person approves what another prepared', () => {
  assert.equal(judged({}), 'approved')
})

test('nobody approves or returns what they had a hand in', () => {
  assert.equal(judged({ approverId: 'sealer' }), 'fourEyes')
  assert.equal(judged({ approverId: 'sealer', decision: 'return' }), 'fourEyes')
  assert.equal(judged({ approverId: 'sealer', namedRoot: 'bb' }), 'fourEyes')
})

test('an approval names what it approves; of anything else it is void', () => {
  assert.equal(judged({ namedRoot: 'bb' }), 'sealChanged')
  assert.equal(judged({ policy: two, approvals: [approvalBy('other', { root: 'bb' })] }), 'waiting')
})

test('where the policy names approvers, nobody else counts', () => {
  const policy = { ...two, approverIds: ['approver', 'deputy'] }

  assert.equal(judged({ policy, approverId: 'stranger' }), 'approverNotNamed')
  assert.equal(judged({ policy, approvals: [approvalBy('stranger')] }), 'waiting')
  assert.equal(judged({ policy, approvals: [approvalBy('deputy')] }), 'approved')
})

test('a policy of two persons waits for the second', () => {
  assert.equal(judged({ policy: two }), 'waiting')
  assert.equal(judged({ policy: two, approvals: [approvalBy('deputy')] }), 'approved')
})

test('one return is enough, and what was decided is not decided again', () => {
  assert.equal(judged({ decision: 'return' }), 'returned')
  assert.equal(judged({ approvals: [approvalBy('deputy', { decision: 'return' })] }), 'alreadyDecided')
  assert.equal(judged({ policy: two, approvals: [approvalBy('approver')] }), 'alreadyDecided')
  assert.equal(judged({ approvals: [approvalBy('deputy')] }), 'alreadyDecided')
})

test('release asks again and finds only what stands behind this very hash', () => {
  const standing = { policy: two, contributors: ['sealer'], root: 'aa' }

  assert.equal(isApproved({ ...standing, approvals: [approvalBy('a'), approvalBy('b')] }), true)
  assert.equal(isApproved({ ...standing, approvals: [approvalBy('a'), approvalBy('a')] }), false)
  assert.equal(isApproved({ ...standing, approvals: [approvalBy('a'), approvalBy('sealer')] }), false)
  assert.equal(
    isApproved({ ...standing, approvals: [approvalBy('a'), approvalBy('b', { root: 'bb' })] }),
    false,
  )
  assert.equal(
    isApproved({
      ...standing,
      approvals: [approvalBy('a'), approvalBy('b'), approvalBy('c', { decision: 'return' })],
    }),
    false,
  )
})

test('a policy that needs nobody, or more than there are, is refused', () => {
  const codeOf = (approvalsNeeded: number, approverIds?: readonly string[]) => {
    const checked = checkPolicy({ version: 1, approvalsNeeded, ...(approverIds && { approverIds }) })
    return checked.ok ? 'fine' : checked.error.code
  }

  assert.equal(codeOf(1), 'fine')
  assert.equal(codeOf(2, ['a', 'b']), 'fine')
  assert.equal(codeOf(2, ['a', 'a']), 'tooFewApprovers')
  for (const needed of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
    assert.equal(codeOf(needed), 'approvalsNeededInvalid')
})

test('no order of approvals lets a contributor count, or one person count twice', () => {
  const people = ['a', 'b', 'c', 'd', 'e']
  const person = fc.constantFrom(...people)
  const attempts = fc.array(fc.record({ approverId: person, namedRoot: fc.constantFrom('aa', 'bb') }), {
    maxLength: 25,
  })
  const settings = fc.record({
    contributors: fc.uniqueArray(person, { maxLength: 3 }),
    approvalsNeeded: fc.integer({ min: 1, max: 4 }),
    approverIds: fc.option(fc.uniqueArray(person, { minLength: 1 }), { nil: undefined }),
    planted: fc.array(
      fc.record({
        approverId: person,
        root: fc.constantFrom('aa', 'bb'),
        decision: fc.constant('approve' as const),
      }),
      {
        maxLength: 3,
      },
    ),
  })
  fc.assert(
    fc.property(settings, attempts, ({ contributors, approvalsNeeded, approverIds, planted }, tries) => {
      const policy = { version: 1, approvalsNeeded, ...(approverIds && { approverIds }) }
      const approvals: Approval[] = [...planted]
      const entitled = () =>
        new Set(
          approvals
            .filter(({ root }) => root === 'aa')
            .map(({ approverId }) => approverId)
            .filter((id) => !contributors.includes(id) && (approverIds?.includes(id) ?? true)),
        )

      for (const { approverId, namedRoot } of tries) {
        const result = judgeApproval(
          aCase({ policy, contributors, approverId, namedRoot, approvals: [...approvals] }),
        )
        if (!result.ok) continue
        assert.ok(!contributors.includes(approverId))
        assert.ok(!entitled().has(approverId))
        approvals.push(approvalBy(approverId))
        assert.equal(result.value, entitled().size >= approvalsNeeded ? 'approved' : 'waiting')
      }
      assert.equal(
        isApproved({ policy, contributors, approvals, root: 'aa' }),
        entitled().size >= approvalsNeeded,
      )
    }),
    { numRuns: 2000 },
  )
})
