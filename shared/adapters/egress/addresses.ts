// Which addresses are on the public internet, and which belong to us, to our network, to the platform, or to nobody.
import { BlockList, isIPv4 } from 'node:net'

/** IPv4: what IANA's special-purpose registry holds back (RFC 6890 and its updates), and multicast and above. */
const heldBack4 = blockList('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // The metadata of every cloud is 169.254.169.254.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  // Azure's own services answer their machines here, at an address that is public by its number.
  ['168.63.129.16', 32],
])

/**
 * IPv6: only what IANA has given out as global unicast (RFC 4291, 2.4). That leaves out loopback, link-local, unique
 * local and multicast, and also IPv4 in disguise: mapped, compatible, and behind a NAT64 (RFC 6052, RFC 8215).
 */
const global6 = blockList('ipv6', [['2000::', 3]])

/** Within it: protocol assignments with Teredo and ORCHID (RFC 2928), documentation, and 6to4 (RFC 3056). */
const heldBack6 = blockList('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
])

/** Only addresses as the resolver or a parsed URL writes them; anything else is not public. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !heldBack4.check(address, 'ipv4')
  return !address.includes('%') && global6.check(address, 'ipv6') && !heldBack6.check(address, 'ipv6')
}

function blockList(family: 'ipv4' | 'ipv6', subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, family)
  return list
}
