// Every request body by its name: what validators, OpenAPI and tests are made from.
import { bulkAssignment } from './bulk.ts'
import { bypass, commitUpload, createUpload, importData, releaseFile, sourceState } from './collection.ts'
import {
  clockAdvance,
  createApiKey,
  changeEmployee,
  changeWebhook,
  createEmployee,
  createWebhook,
  settings,
} from './company.ts'
import {
  approval,
  breachAssessment,
  extension,
  discardDeadLetter,
  handOver,
  identityRecord,
  pause,
  recall,
  refusal,
  resume,
  seal,
  withheld,
} from './decisions.ts'
import { identityProvider } from './identity-provider.ts'
import { factorCode, linkPasskey, newFactor, newPasskey, proof } from './factors.ts'
import { askLinks, newCode, redeemCode, redeemLink, refresh, signIn } from './links.ts'
import { firstOperator, inviteOperator, modules, openCompany, suspension } from './operator.ts'
import { createRequest, message, registerRequest, withdrawal } from './requests.ts'
import { createTemplate, template } from './templates.ts'

export const schemas = {
  redeemLink,
  redeemCode,
  askLinks,
  newCode,
  signIn,
  refresh,
  proof,
  newFactor,
  factorCode,
  newPasskey,
  linkPasskey,
  createRequest,
  registerRequest,
  withdrawal,
  message,
  bulkAssignment,
  importData,
  createUpload,
  commitUpload,
  releaseFile,
  sourceState,
  bypass,
  identityRecord,
  seal,
  approval,
  extension,
  pause,
  resume,
  refusal,
  withheld,
  discardDeadLetter,
  handOver,
  recall,
  breachAssessment,
  settings,
  identityProvider,
  createEmployee,
  changeEmployee,
  createApiKey,
  createWebhook,
  changeWebhook,
  createTemplate,
  template,
  openCompany,
  suspension,
  modules,
  inviteOperator,
  firstOperator,
  clockAdvance,
} as const
