import net from 'node:net'

/** A port that nobody has, where 0 was asked for: the application must know its address before it is composed. */
export async function takePort(wanted: number, bind: string): Promise<number> {
  if (wanted !== 0) return wanted
  const server = net.createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, bind, resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || !address) throw new Error('the probing server has no port')
  return address.port
}
