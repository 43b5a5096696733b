/**
 * `npm run screenshots`: every screen, and every state worth a picture, in both themes at three widths, with an evening's data,
 * as pictures below `.spindle-looks`. `-- --only failures,wizard-how` makes only those; `-- --widths 1440 --themes light` fewer
 * of each.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { buildConsole } from "../../tools/console-build.ts";
import { runTool } from "../../tools/run-tool.ts";
import { sayToTerminal } from "../../tools/say.ts";
import { acquireServers } from "../../tools/servers/acquire.ts";
import { inFreshPlace, type Place } from "../bench/place.ts";
import { openProxy } from "../faults/support/proxy/proxy.ts";
import { startSpindle } from "../support/spindle.ts";
import { believable } from "./support/believable.ts";
import { openChromium } from "./support/chromium.ts";
import { momentsOf, momentsOfScreens, momentsWithout, type Moment } from "./support/moments.ts";
import { screensOfNothing } from "./support/screens.ts";
import { openVisitor, type Visit, type Visitor } from "./support/visitor.ts";

const folder = resolve(".spindle-looks");
const heights: Readonly<Record<string, number>> = { 360: 800, 390: 844, 768: 1024 };

type Looks = {
  readonly only: readonly string[] | undefined;
  readonly themes: readonly ("light" | "dark")[];
  readonly widths: readonly number[];
};

await runTool(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      themes: { type: "string", default: "light,dark" },
      widths: { type: "string", default: "1440,768,390" },
    },
  });
  const looks: Looks = {
    only: values.only?.split(","),
    themes: values.themes.split(",") as ("light" | "dark")[],
    widths: values.widths.split(",").map(Number),
  };
  await buildConsole({ say: sayToTerminal });
  const servers = await acquireServers({ dataDir: `${folder}/servers`, say: sayToTerminal });
  try {
    const missed = await inFreshPlace(servers, (place) => takeEvening(place, looks));
    for (const each of missed) process.stderr.write(`${each}\n`);
    return missed.length === 0 ? 0 : 1;
  } finally {
    await servers.release();
  }
});

/** Before anything has happened, in the evening, and while the database is away. Gives what could not be taken. */
async function takeEvening({ amqpUrl, databaseUrl }: Place, looks: Looks): Promise<readonly string[]> {
  const database = await openProxy(databaseUrl);
  const spindle = await startSpindle({ amqpUrl, databaseUrl: database.url });
  const browser = await openChromium();
  const token = spindle.file("admin-token");
  const take = (moments: readonly Moment[], visit: Partial<Visit> = { token }) =>
    takeAll(browser, { origin: spindle.admin, ...visit }, { ...looks, moments: chosen(moments, looks) });
  try {
    return [
      ...(await take([{ name: "sign-in", path: "/sign-in" }], {})),
      ...(await take(momentsOfScreens(screensOfNothing, "new-"))),
      ...(await take(momentsOf(await believable(spindle)))),
      ...(await take(momentsWithout(database))),
    ];
  } finally {
    await browser.close();
    await spindle.stop();
    await database.close();
  }
}

type All = Omit<Looks, "only"> & { readonly moments: readonly Moment[] };

async function takeAll(
  browser: Browser,
  visit: Visit,
  { moments, themes, widths }: All,
): Promise<readonly string[]> {
  const missed: string[] = [];
  for (const theme of moments.length === 0 ? [] : themes) {
    for (const width of widths) {
      const visitor = await openVisitor(browser, { ...visit, theme, width, height: heights[width] ?? 900 });
      for (const moment of moments) {
        const name = `${moment.name}-${theme}-${width}`;
        await takeOne(visitor, moment, `${folder}/${name}.png`).catch((cause: unknown) =>
          missed.push(`${name}: ${String(cause)}`),
        );
      }
      await visitor.context.close();
    }
  }
  return missed;
}

async function takeOne({ page, open }: Visitor, { path, press, after }: Moment, file: string): Promise<void> {
  try {
    await open(path);
    await press?.(page);
    // Charts and the editor come after the rest.
    await page.waitForLoadState("networkidle").catch(() => undefined);
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    await page.screenshot({ path: file });
    process.stdout.write(`${file}\n`);
  } finally {
    await after?.();
  }
}

function chosen(moments: readonly Moment[], { only }: Looks): readonly Moment[] {
  return only === undefined ? moments : moments.filter(({ name }) => only.includes(name));
}
