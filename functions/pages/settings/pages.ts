import { get, post, staff } from '../page-row.ts'

const settings = `${staff}/settings`
const information = `${settings}/information`
const template = `${settings}/templates/{templateId}`
const activities = `${settings}/activities`

export const settingsPages = {
  pageSettings: get(settings),
  pageInformation: get(information),
  pageAddInformation: post(information),
  pageInformationType: get(`${information}/{informationType}`),
  pageSaveInformationType: post(`${information}/{informationType}`),
  pageInformationState: post(`${information}/{informationType}/state`),
  pageInformationLevel: post(`${information}/{informationType}/level`),
  pageRemoveInformation: post(`${information}/{informationType}/removal`),
  pageTemplates: get(`${settings}/templates`),
  pageAddTemplate: post(`${settings}/templates`),
  pageTemplate: get(template),
  pageRenameTemplate: post(template),
  pageRetireTemplate: post(`${template}/retirement`),
  pageRestoreTemplate: post(`${template}/return`),
  pageAddField: post(`${template}/fields`),
  pageField: get(`${template}/fields/{n:int}`),
  pageSaveField: post(`${template}/fields/{n:int}`),
  pageRemoveField: post(`${template}/fields/{n:int}/removal`),
  pageProfile: get(`${settings}/profile`),
  pageSaveProfile: post(`${settings}/profile`),
  pageLogo: get(`${settings}/logo`),
  pageSendLogo: post(`${settings}/logo`),
  pageRemoveLogo: post(`${settings}/logo/removal`),
  pageWording: get(`${settings}/wording`),
  pageSaveWording: post(`${settings}/wording`),
  pageApprovalPolicy: get(`${settings}/approval`),
  pageSaveApprovalPolicy: post(`${settings}/approval`),
  pageLimits: get(`${settings}/limits`),
  pageSaveLimits: post(`${settings}/limits`),
  pageProviderSetting: get(`${settings}/provider`),
  pageSaveProviderSetting: post(`${settings}/provider`),
  pageRemoveProviderSetting: post(`${settings}/provider/removal`),
  pageHost: get(`${settings}/host`),
  pageSaveHost: post(`${settings}/host`),
  pageRemoveHost: post(`${settings}/host/removal`),
  pageCheckHost: post(`${settings}/host/check`),
  pageActivities: get(activities),
  pageActivity: get(`${activities}/{activity}`),
  pageSaveActivity: post(`${activities}/{activity}`),
  pageRemoveActivity: post(`${activities}/{activity}/removal`),
}
