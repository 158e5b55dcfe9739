import { statfs } from 'node:fs/promises'

/** A request, its mail, and the journal of the database grow by less; whoever looks has time to make room. */
const leastFreeBytes = 64 * 1024 ** 2

type FreeBlocks = { readonly bavail: number; readonly bsize: number }

/** Whether the disk of the folder has room for what comes next, as this process may use it (`statvfs`, POSIX.1-2024). */
export const diskRoom =
  (folder: string, look: (folder: string) => Promise<FreeBlocks> = statfs) =>
  async (): Promise<boolean> => {
    const { bavail, bsize } = await look(folder)
    return bavail * bsize >= leastFreeBytes
  }
