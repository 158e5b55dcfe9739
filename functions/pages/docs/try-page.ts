// The page on which the API can be tried out: Swagger UI on this instance's own document.
import { policy } from '../call.ts'
import type { Answer, Call } from '../call.ts'
import { html } from '../html.ts'
import { docsAssetNamed, docsAssetPath } from './assets.ts'

export async function showDocsAsset({ params }: Call): Promise<Answer> {
  const asset = await docsAssetNamed(params['name'] ?? '')
  if (!asset) return { code: 'notFound' }
  return {
    status: 200,
    headers: { 'content-type': asset.mediaType, 'cache-control': 'public, max-age=31536000, immutable' },
    body: asset.text,
  }
}

/** In English, as the document is; a page of its own, since Swagger UI styles all that it stands on. */
export async function showTryPage(): Promise<Answer> {
  const [ui, uiStyle, start, style] = await Promise.all([
    docsAssetPath('swagger-ui-bundle.js'),
    docsAssetPath('swagger-ui.css'),
    docsAssetPath('docs.js'),
    docsAssetPath('docs.css'),
  ])
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>Try the API – Indsigt</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${uiStyle}" />
        <link rel="stylesheet" href="${style}" />
        <script defer src="${ui}"></script>
        <script defer src="${start}"></script>
      </head>
      <body>
        <header class="docs-bar"><a href="/">Indsigt</a> <a href="/docs/reference">Reference</a></header>
        <div>
          <section class="docs-lead" aria-labelledby="title">
            <h1 id="title">Try the API</h1>
            <p>
              Calls go to this instance and change what it holds. Paste an access token, which a redeemed link
              gives, under <strong>Authorize</strong>; it is forgotten when the page is left. Without script,
              and for screen readers, there is the <a href="/docs/reference">reference</a>; the document
              itself is <a href="/api/v1/openapi.json">openapi.json</a>.
            </p>
          </section>
          <div id="swagger-ui"></div>
        </div>
        <footer class="docs-lead">
          <p>What an error code means stands on <a href="/problems">its page</a>.</p>
        </footer>
      </body>
    </html> `
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': 'en',
      'content-security-policy': policy,
    },
    body: page.toString(),
  }
}
