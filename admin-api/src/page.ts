import { readFileSync } from "node:fs";
import type { Hono } from "hono";
import type { AdminEnv } from "./env.ts";

const files = {
  "/": { file: "index.html", type: "text/html; charset=utf-8" },
  "/page.css": { file: "page.css", type: "text/css; charset=utf-8" },
  "/page.js": { file: "page.js", type: "text/javascript; charset=utf-8" },
  "/icon.svg": { file: "icon.svg", type: "image/svg+xml" },
} as const;

/** A plain page that lists failures. It holds no data itself: the person's token fetches them. */
export function servePage(app: Hono<AdminEnv>): void {
  for (const [path, { file, type }] of Object.entries(files)) {
    const content = readFileSync(new URL(`../page/${file}`, import.meta.url), "utf8");
    app.get(path, (c) => c.body(content, 200, { "Content-Type": type, "Cache-Control": "no-cache" }));
  }
}
