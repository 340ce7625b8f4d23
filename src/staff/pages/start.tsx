/** The page at `/staff`: where to go from here. */
import type { Call } from "../call.ts";
import { originOf } from "../call.ts";

export function startPage(c: Call): Response | Promise<Response> {
  const api = `${originOf(c)}/api/v1`;
  return c.html(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>Staff · Fivebar</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <main>
          <h1>Links, visits and signups</h1>
          <p>Fivebar is run through its API. Campaigns are made and reports are read with an access key; the first one is the admin key.</p>
          <dl>
            <dt>API</dt>
            <dd>
              <code>{api}</code>
            </dd>
            <dt>Description</dt>
            <dd>
              <a href="/api/v1/openapi.json">OpenAPI 3.1 document</a>
            </dd>
            <dt>For visitors</dt>
            <dd>
              <a href="/about">What this domain counts</a>
            </dd>
          </dl>
        </main>
      </body>
    </html>,
  );
}
