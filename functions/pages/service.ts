// Pages of the instance itself: its assets, and whom to tell of a weakness.
import { addDays } from '../../shared/domain/time.ts'
import { assetNamed } from './assets/assets.ts'
import { consentEmbed } from './assets/consent-embed.ts'
import type { Answer, Call } from './call.ts'

/** Under a name that holds its hash, so it may be kept for good. */
export async function showAsset({ params }: Call): Promise<Answer> {
  const asset = assetNamed(params['name'] ?? '')
  if (!asset) return { code: 'notFound' }
  return {
    status: 200,
    headers: { 'content-type': asset.mediaType, 'cache-control': 'public, max-age=31536000, immutable' },
    body: asset.text,
  }
}

/** For pages of other sites, which know its address by heart: an hour old at most. */
export async function showConsentEmbed(): Promise<Answer> {
  return {
    status: 200,
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      'cross-origin-resource-policy': 'cross-origin',
    },
    body: consentEmbed,
  }
}

const validDays = 180

/** RFC 9116, with the mailbox that RFC 2142 names for it at every domain. */
export async function showSecurityText({ app }: Call): Promise<Answer> {
  const { publicUrl } = app.settings
  const lines = [
    `Contact: mailto:security@${new URL(publicUrl).hostname}`,
    `Expires: ${addDays(app.clock.now(), validDays).toISOString()}`,
    'Preferred-Languages: da, en',
    `Canonical: ${publicUrl}/.well-known/security.txt`,
  ]
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `${lines.join('\n')}\n`,
  }
}
