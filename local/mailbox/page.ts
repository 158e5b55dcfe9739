import { html } from 'hono/html'

/** What an escaping template makes; awaited by nobody, since nothing in these pages is asynchronous. */
export type View = ReturnType<typeof html>

/** The page around a view. No script; one stylesheet of its own. */
export const page = (title: string, content: View | readonly View[]): string =>
  String(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title} – Indsigt on this machine</title>
          <link rel="stylesheet" href="/_local/style.css" />
        </head>
        <body>
          <nav aria-label="This machine">
            <a href="/_local">Mailbox</a>
            <a href="/_local/people">People</a>
            <a href="/_local/orchestrations/view">Orchestrations</a>
            <a href="/demo">The company's request page</a>
          </nav>
          <main>
            <h1>${title}</h1>
            ${content}
          </main>
        </body>
      </html> `,
  )
