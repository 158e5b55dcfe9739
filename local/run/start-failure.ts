import {
  DataFolderDamaged,
  DataFolderIncomplete,
  DataFolderInUse,
  DataFolderOfOtherMode,
} from '../../shared/adapters/embedded/data-folder-errors.ts'
import type { Config } from '../../shared/config/read-config.ts'

/** One line for what a person can put right; a failure that is ours keeps its stack. */
export function startFailure(error: unknown, config: Config): string {
  if (
    error instanceof DataFolderInUse ||
    error instanceof DataFolderDamaged ||
    error instanceof DataFolderIncomplete ||
    error instanceof DataFolderOfOtherMode
  )
    return error.message
  if (!(error instanceof Error)) return `Indsigt could not start: ${String(error)}`
  return (
    identityAdvice(error, config) ??
    systemAdvice(error, config) ??
    `Indsigt could not start: ${error.stack ?? error.message}`
  )
}

/** The SDK for Cosmos DB asks for a token before anything else, and only Azure has an identity to give one. */
function identityAdvice({ name, cause }: Error, { adapters }: Config): string | undefined {
  const because = cause instanceof Error ? cause.name : ''
  if (![name, because].some((kind) => /^(Aggregate)?(Authentication|CredentialUnavailable)/.test(kind)))
    return undefined
  const setting = adapters.documents
    ? `COSMOS_ENDPOINT (${adapters.documents.endpoint})`
    : 'an address of Azure'
  return `The managed identity gave no token for ${setting}. Run where Azure offers one, check AZURE_CLIENT_ID, or leave the setting out.`
}

/** `errcode` is SQLite's: corrupt (11) and not a database (26). */
type Coded = Error & { readonly code?: string; readonly syscall?: string; readonly errcode?: number }

function systemAdvice({ code, syscall, errcode }: Coded, { port, bind, folder }: Config): string | undefined {
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use by another process. Stop it, or choose another port with PORT.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${bind} is not an address of this machine. Choose another with INDSIGT_BIND.`
  if (code === 'EACCES' && syscall === 'listen')
    return `Port ${port} may not be used by this user. Choose another port with PORT.`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST')
    return `The data folder ${folder} cannot be used (${code}). Choose another with INDSIGT_DATA.`
  if (code === 'ENOSPC') return `The disk that holds the data folder ${folder} is full.`
  if (errcode === 11 || errcode === 26)
    return `The data folder ${folder} is damaged. Restore it from a backup, or choose another with INDSIGT_DATA.`
  return undefined
}
