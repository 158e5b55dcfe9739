/** One address, however it is typed: the mailbox part keeps its letters' case only for sending. */
export const normalised = (email: string): string => email.trim().toLowerCase()
