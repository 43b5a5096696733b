import { html } from "hono/html";
import type { AdminContext } from "../env.ts";
import { problem, problemKind, type ProblemCode } from "../problem.ts";

/** Answers with a problem; a person, whose browser asks for a page, gets it as one. */
export function answerPerson(
  c: AdminContext,
  code: ProblemCode,
  detail: string,
): Response | Promise<Response> {
  const asProblem = problem(c, code, detail);
  if (!(c.req.header("accept") ?? "").includes("text/html")) return asProblem;
  const { status, title } = problemKind(code);
  return c.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>${title}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <style nonce="${c.get("secureHeadersNonce") ?? ""}">
            body {
              font:
                1rem/1.5 system-ui,
                sans-serif;
              max-width: 40rem;
              margin: 4rem auto;
              padding: 0 1rem;
            }
          </style>
        </head>
        <body>
          <main>
            <h1>${title}</h1>
            <p>${detail}</p>
            <p><a href="/auth/login">Sign in</a></p>
          </main>
        </body>
      </html>`,
    status,
  );
}
