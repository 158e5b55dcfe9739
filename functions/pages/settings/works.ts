// What each page of settings does: who may ask for it, and the work behind it.
import type { Work } from '../call.ts'
import type { PageName } from '../page-table.ts'
import { asStaff, posted } from '../guards.ts'
import { asProven } from '../proven.ts'
import { removeActivity, saveActivity, showActivities, showActivity } from './activities.ts'
import { checkHost, removeHost, saveHost, showHost } from './host.ts'
import { removeType, saveType, saveTypeLevel, setTypeState, showType } from './information-type.ts'
import { addInformation, showInformation } from './information.ts'
import { approvalForm } from './approval.ts'
import { limitsForm } from './limits.ts'
import { removeLogo, sendLogo, showLogo } from './logo.ts'
import { saved, shown } from './one-form.ts'
import { removeProviderSetting, saveProviderSetting, showProviderSetting } from './provider.ts'
import { showSettings } from './overview.ts'
import { addField, removeField, saveField, showField } from './template-fields.ts'
import {
  addTemplate,
  renameTemplate,
  restoreTemplate,
  retireTemplate,
  showTemplate,
  showTemplates,
} from './templates.ts'
import { profileForm } from './profile.ts'
import { wordingForm } from './wording.ts'

export const settingsWorks = {
  pageSettings: asStaff(showSettings),
  pageInformation: asStaff(showInformation),
  pageAddInformation: asProven(addInformation),
  pageInformationType: asStaff(showType),
  pageSaveInformationType: asProven(saveType),
  pageInformationState: asProven(setTypeState),
  pageInformationLevel: asProven(saveTypeLevel),
  pageRemoveInformation: asProven(removeType),
  pageTemplates: asStaff(showTemplates),
  pageAddTemplate: asStaff(posted(addTemplate)),
  pageTemplate: asStaff(showTemplate),
  pageRenameTemplate: asStaff(posted(renameTemplate)),
  pageRetireTemplate: asStaff(posted(retireTemplate)),
  pageRestoreTemplate: asStaff(posted(restoreTemplate)),
  pageAddField: asStaff(posted(addField)),
  pageField: asStaff(showField),
  pageSaveField: asStaff(posted(saveField)),
  pageRemoveField: asStaff(posted(removeField)),
  pageProfile: asStaff(shown(profileForm)),
  pageSaveProfile: asProven(saved(profileForm)),
  pageLogo: asStaff(showLogo),
  pageSendLogo: asStaff(sendLogo),
  pageRemoveLogo: asProven(removeLogo),
  pageWording: asStaff(shown(wordingForm)),
  pageSaveWording: asProven(saved(wordingForm)),
  pageApprovalPolicy: asStaff(shown(approvalForm)),
  pageSaveApprovalPolicy: asProven(saved(approvalForm)),
  pageLimits: asStaff(shown(limitsForm)),
  pageSaveLimits: asProven(saved(limitsForm)),
  pageProviderSetting: asStaff(showProviderSetting),
  pageSaveProviderSetting: asProven(saveProviderSetting),
  pageRemoveProviderSetting: asProven(removeProviderSetting),
  pageHost: asStaff(showHost),
  pageSaveHost: asProven(saveHost),
  pageRemoveHost: asProven(removeHost),
  pageCheckHost: asStaff(posted(checkHost)),
  pageActivities: asStaff(showActivities),
  pageActivity: asStaff(showActivity),
  pageSaveActivity: asProven(saveActivity),
  pageRemoveActivity: asProven(removeActivity),
} satisfies Partial<Record<PageName, Work>>
