import { request } from "node:http";
import type { Page, Route } from "playwright-core";

/** What a screen loads when it is there already: charts, the editor, the drawing. Names of files with a hash behind. */
const lazy = /\/assets\/(time-chart|json-editor|merge-editor|drawing)-/;
const kinds = new Set(["document", "script", "stylesheet"]);

/** What a browser loads before a screen can be used for the first time. */
export type FirstLoad = { readonly bytes: number; readonly files: Readonly<Record<string, number>> };

/** Opens the overview, and gives how many bytes that took, compressed by gzip. What is lazy is held back until then. */
export async function firstLoad(page: Page, origin: string): Promise<FirstLoad> {
  const asked = new Set<string>();
  const held: Route[] = [];
  await page.route(lazy, (route) => void held.push(route));
  page.on("request", (each) => {
    if (kinds.has(each.resourceType()) && !lazy.test(each.url())) asked.add(each.url());
  });
  await page.goto(`${origin}/`);
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await page.getByRole("main").getByRole("link").first().waitFor();
  const sizes = await Promise.all(
    [...asked].map(async (each) => [new URL(each).pathname, await bytesOf(each)] as const),
  );
  for (const route of held) await route.continue();
  return { bytes: sizes.reduce((sum, [, size]) => sum + size, 0), files: Object.fromEntries(sizes) };
}

/** Asked by hand: a browser takes what is smaller still, and `fetch` tells only what it has unpacked. */
function bytesOf(url: string): Promise<number> {
  const headers = { "accept-encoding": "gzip", accept: "text/html" };
  return new Promise((resolve, reject) => {
    request(url, { headers }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => (bytes += chunk.length));
      answer.on("end", () => resolve(bytes));
    })
      .on("error", reject)
      .end();
  });
}
