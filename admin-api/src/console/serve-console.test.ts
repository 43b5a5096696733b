import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { NONCE, secureHeaders } from "hono/secure-headers";
import { expect, onTestFinished, test } from "vitest";
import type { AdminEnv } from "../env.ts";
import { consolePage } from "./serve-console.ts";

const source = readFileSync(new URL("../../console/index.html", import.meta.url), "utf8");

/** The console as it is built into a folder: the page's own scripts are files among the assets then. */
function setup(page: string | undefined = source.replace("/src/main.tsx", "./assets/main.js")) {
  const folder = mkdtempSync(join(tmpdir(), "spindle-console-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  if (page !== "") writeFileSync(join(folder, "index.html"), page);
  const app = new Hono<AdminEnv>()
    .use(secureHeaders({ contentSecurityPolicy: { styleSrc: [NONCE] } }))
    .notFound((c) => consolePage(c, folder) ?? c.text("not the console's", 404));
  return async (path: string, accept = "text/html") => {
    const answer = await app.request(path, { headers: { accept } });
    return {
      status: answer.status,
      text: await answer.text(),
      csp: answer.headers.get("content-security-policy"),
    };
  };
}

test("the page holds no data, and nothing in it comes from elsewhere or runs inline", () => {
  expect(source).not.toMatch(/https?:|<script>|<style|style=|onclick/);
});

test.each([
  ["/", "./"],
  ["/failures", "./"],
  ["/routes/paytronix-us.accruePoints", "../"],
])(
  "a browser gets it at %s, with its files where the console begins, below whatever path a proxy adds",
  async (path, base) => {
    const { status, text } = await setup()(path);
    expect(status).toBe(200);
    expect(text).toContain(`<meta name="spindle-base" content="${base}" />`);
    expect(text).toMatch(new RegExp(`src="${base.replaceAll(".", "\\.")}assets/main\\.js"`));
  },
);

test("its nonce is the one of the answer's policy", async () => {
  const { text, csp } = await setup()("/");
  const [, nonce = ""] = /name="spindle-nonce" content="([^"]+)"/.exec(text) ?? [];
  expect([nonce.length > 10, csp]).toEqual([true, expect.stringContaining(`'nonce-${nonce}'`)]);
});

test.each([
  ["/api/v1/no-such-thing", "text/html"],
  ["/auth/no-such-thing", "text/html"],
  ["/assets/gone.js", "text/html"],
  ["/failures", "application/json"],
])(
  "what is not a screen, or not asked for by a browser, is not the console's: %s as %s",
  async (path, accept) => {
    expect((await setup()(path, accept)).status).toBe(404);
  },
);

test("where it is not built, the answer says how to build it", async () => {
  expect(await setup("")("/")).toMatchObject({ status: 503, text: expect.stringContaining("npm run build") });
});
