/**
 * `npm run screenshots`: every screen in both themes at three widths, with an evening's data, as pictures below `.spindle-looks`.
 * `-- --only failures,message` makes only those; `-- --widths 1440 --themes light` fewer of each.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildConsole } from "../../tools/console-build.ts";
import { runTool } from "../../tools/run-tool.ts";
import { sayToTerminal } from "../../tools/say.ts";
import { acquireServers } from "../../tools/servers/acquire.ts";
import { inFreshPlace } from "../bench/place.ts";
import { startSpindle } from "../support/spindle.ts";
import { believable } from "./support/believable.ts";
import { openChromium } from "./support/chromium.ts";
import { screensOf, type Place } from "./support/screens.ts";
import { openVisitor } from "./support/visitor.ts";

const folder = resolve(".spindle-looks");
const heights: Readonly<Record<string, number>> = { 390: 844, 768: 1024 };

await runTool(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      themes: { type: "string", default: "light,dark" },
      widths: { type: "string", default: "1440,768,390" },
    },
  });
  await buildConsole({ say: sayToTerminal });
  const servers = await acquireServers({ dataDir: `${folder}/servers`, say: sayToTerminal });
  try {
    await inFreshPlace(servers, async (at) => {
      const spindle = await startSpindle(at);
      try {
        const known = await believable(spindle);
        await takeAll(spindle.admin, spindle.file("admin-token"), {
          places: chosen(screensOf(known), values.only),
          themes: values.themes.split(",") as ("light" | "dark")[],
          widths: values.widths.split(",").map(Number),
        });
      } finally {
        await spindle.stop();
      }
    });
  } finally {
    await servers.release();
  }
  return 0;
});

type Looks = {
  readonly places: readonly Place[];
  readonly themes: readonly ("light" | "dark")[];
  readonly widths: readonly number[];
};

async function takeAll(origin: string, token: string, { places, themes, widths }: Looks): Promise<void> {
  const browser = await openChromium();
  for (const theme of themes) {
    for (const width of widths) {
      const { page, open, context } = await openVisitor(browser, {
        origin,
        token,
        theme,
        width,
        height: heights[width] ?? 900,
      });
      for (const [name, path] of places) {
        await open(path);
        // Charts and the editor come after the rest.
        await page.waitForLoadState("networkidle").catch(() => undefined);
        const file = `${folder}/${name}-${theme}-${width}.png`;
        await page.screenshot({ path: file });
        process.stdout.write(`${file}\n`);
      }
      await context.close();
    }
  }
  await browser.close();
}

function chosen(places: readonly Place[], only: string | undefined): readonly Place[] {
  if (only === undefined) return places;
  const names = only.split(",");
  const unknown = names.filter((name) => !places.some(([known]) => known === name));
  if (unknown.length > 0)
    throw new Error(
      `There is no screen ${unknown.join(", ")}; there are ${places.map(([name]) => name).join(", ")}.`,
    );
  return places.filter(([name]) => names.includes(name));
}
