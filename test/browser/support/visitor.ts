import type { Browser, BrowserContext, Page } from "playwright-core";

/** How somebody looks at the console. */
export type Visit = {
  /** Where the console is served, without a slash at the end. */
  readonly origin: string;
  /** Signs in with it; without one the browser stays a stranger. */
  readonly token?: string;
  readonly theme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
};

/** A page of the console in a browser of its own, and what went wrong there. */
export type Visitor = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Opens a path, and waits until nothing is loading. */
  readonly open: (path: string) => Promise<void>;
  /** Errors of scripts, refusals of the content security policy, requests to anywhere else. */
  readonly faults: readonly string[];
};

/** Opens a page as a person who has never been there, and signs in. */
export async function openVisitor(
  browser: Browser,
  { origin, token, theme = "light", width = 1280, height = 800 }: Visit,
): Promise<Visitor> {
  const viewport = { width, height };
  const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: "reduce" });
  if (token !== undefined) await signIn(context, origin, token);
  const page = await context.newPage();
  const faults = watch(page, origin);
  const open = async (path: string) => {
    await page.goto(`${origin}${path}`);
    await settled(page);
  };
  return { page, context, open, faults };
}

/** Waits until the screen shows what it has to show: no part of it says that it is loading. */
export async function settled(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  await page.locator(".loading").first().waitFor({ state: "detached" });
}

/** By the API, as the screen does it; that screen has a test of its own. */
async function signIn(context: BrowserContext, origin: string, token: string): Promise<void> {
  const response = await context.request.post(`${origin}/auth/token`, {
    data: { token },
    headers: {
      "X-Spindle-Request": "console",
      Origin: new URL(origin).origin,
      "Sec-Fetch-Site": "same-origin",
    },
  });
  if (!response.ok()) throw new Error(`sign-in answered ${response.status()}: ${await response.text()}`);
}

function watch(page: Page, origin: string): readonly string[] {
  const faults: string[] = [];
  page.on("pageerror", ({ message }) => faults.push(message));
  page.on("console", (message) => {
    // A refusal or an outage is shown by the screen; the browser notes the failed request beside.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      faults.push(message.text());
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== new URL(origin).origin && url.protocol !== "blob:") faults.push(`asked ${url.origin}`);
  });
  return faults;
}
