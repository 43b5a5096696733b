import type { Browser } from "playwright-core";
import { afterAll, onTestFailed } from "vitest";
import { sayToTerminal } from "../../../tools/say.ts";
import { openChromium } from "./chromium.ts";
import { openVisitor, type Visit, type Visitor } from "./visitor.ts";

export { settled, type Visitor } from "./visitor.ts";

let browser: Promise<Browser> | undefined;
afterAll(async () => (await browser)?.close());

/** Opens a browser and signs in as a person would be. Closed with the test file. */
export async function visit(how: Visit): Promise<Visitor> {
  browser ??= openChromium();
  const visitor = await openVisitor(await browser, how);
  onTestFailed(async ({ task }) => {
    if (visitor.page.isClosed()) return;
    const path = `.spindle-looks/failed/${task.name.replaceAll(/\W+/g, "-").slice(0, 80)}.png`;
    await visitor.page.screenshot({ path, fullPage: true });
    sayToTerminal(`what the browser showed is in ${path}`);
  });
  return visitor;
}
