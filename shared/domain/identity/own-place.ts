/**
 * Whether an address that came along leads to the company's own pages for staff, and nowhere else: relative, spelled
 * without anything that a browser reads differently (OWASP, "Unvalidated Redirects").
 */
export const isOwnPlace = (companyId: string, place: string): boolean =>
  place.length <= 500 &&
  /^\/[a-z0-9-]+\/staff(\/[A-Za-z0-9_-]+)*(\?[A-Za-z0-9_=&-]*)?$/.test(place) &&
  place.split(/[/?]/)[1] === companyId
