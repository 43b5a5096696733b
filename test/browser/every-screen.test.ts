import type { Page } from "playwright-core";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fillFailures, largestGroup } from "../bench/fill-failures.ts";
import { accessibilityFaults, wear } from "./support/axe.ts";
import { breakVendor, openQuietBus, type QuietBus } from "./support/busy-bus.ts";
import { settled, visit, type Visitor } from "./support/console.ts";
import { isLong } from "./support/form.ts";
import { layoutFaults } from "./support/layout.ts";
import { moreToDo } from "./support/more-to-do.ts";
import { screensOf, screensOfNothing, type Known, type Place } from "./support/screens.ts";
import { above, letWait, viewsOf, viewsOfMany, type View } from "./support/views.ts";

/* What holds for every screen, however much there is to show: one bus, in which more and more has failed. */

const many = 100_000;
/** A hundred screens, tabs and dialogs take minutes. */
const longestMs = isLong ? 900_000 : 180_000;
/** So many screens are looked at at once: they wait more than they compute. */
const atOnce = 3;

/*
 * How closely a screen is looked at, and what is relied on where it is not:
 * - there is a width for each form of the style sheets, which change at 48, 64 and 80 rem; those between are the narrowest that has its form;
 * - a theme changes colours only, never what there is, and each part has its colours at every width: in the second theme only they are looked at, at the ends of the widths;
 * - what is around every screen is the same on its tabs, and behind its dialogs: there only the tab or the dialog is looked at, at the ends of the widths;
 * - where there is nothing there is less of the same: at the ends of the widths.
 */
const widest = 1440;
const widths = isLong ? [widest, 1024, 768, 360] : [widest, 768, 360];
const ends = [widest, 360];

/** The screens that show more the more there is. */
const growing = [
  "overview",
  "failures",
  "messages",
  "replays",
  "recipes",
  "approvals",
  "lanes",
  "routes",
  "audit",
];
const thatGrow = (places: readonly Place[]) => places.filter(([name]) => growing.includes(name));

let bus: QuietBus;
beforeAll(async () => {
  bus = await openQuietBus();
});
afterAll(() => bus?.stop());
const visitAsAdmin = () => visit({ origin: bus.spindle.admin, token: bus.tokens.admin });

test(
  "a new installation: no screen has an error, a serious fault of accessibility, or words over words",
  async () => {
    const places = isLong ? screensOfNothing : thatGrow(screensOfNothing);
    expect(await faultsOf(places, { widths: ends, of: "all" })).toEqual([]);
    expect(await countsShown()).toEqual({ shown: 0, failed: 0 });
  },
  longestMs,
);

test(
  "three failures: no screen has an error, a serious fault of accessibility, or words over words",
  async () => {
    expect(await faultsOf(screensOf(await broken()), { widths, of: "all" })).toEqual([]);
    expect(await countsShown()).toEqual({ shown: 3, failed: 3 });
  },
  longestMs,
);

test.runIf(isLong)(
  "three failures: no tab, drawer, menu or dialog has an error, a serious fault of accessibility, or words over words",
  async () => {
    const made = await letWait(bus.tour, await moreToDo(bus.tour, await broken()));
    expect(await faultsOf(viewsOf(made), { widths: ends, of: "part" })).toEqual([]);
  },
  longestMs,
);

test.runIf(isLong)(
  `${many} failures: no screen has an error, a serious fault of accessibility, or words over words`,
  async () => {
    await fillFailures(bus.databaseUrl, many);
    const places = [...thatGrow(screensOfNothing), ...viewsOfMany(largestGroup)];
    expect(await faultsOf(places, { widths, of: "all" })).toEqual([]);
    const { shown, failed } = await countsShown();
    expect(Math.abs(shown - failed)).toBeLessThan(failed / 10);
  },
  longestMs,
);

/** The vendor is broken by the first test that needs it, so that each can be run alone. */
let known: Promise<Known> | undefined;
const broken = () => (known ??= breakVendor(bus.tour, 3));

/** How a view is looked at. */
type Look = { readonly widths: readonly number[]; readonly of: "all" | "part" };

/** Opens all of them, several at once, and says what is wrong where. */
async function faultsOf(views: readonly View[], look: Look): Promise<readonly string[]> {
  const open = [...views];
  const lookOn = async () => {
    const found: string[] = [];
    const visitor = await visitAsAdmin();
    for (let view = open.shift(); view !== undefined; view = open.shift()) {
      const [name] = view;
      found.push(...(await faultsAt(visitor, view, look)).map((fault) => `${name}: ${fault}`));
    }
    await visitor.context.close();
    return [...found, ...visitor.faults];
  };
  return (await Promise.all(Array.from({ length: atOnce }, lookOn))).flat();
}

async function faultsAt(
  { page, open }: Visitor,
  [name, path, reach]: View,
  { widths: all, of }: Look,
): Promise<readonly string[]> {
  await page.setViewportSize({ width: all[0] ?? widest, height: 800 });
  await open(path);
  await reach?.(page).catch((cause: unknown) => {
    throw new Error(`${name} cannot be reached`, { cause });
  });
  await settled(page);
  const part = of === "part" ? await partOf(page) : undefined;
  const found: string[] = [];
  const look = async (theme: "light" | "dark", width: number) => {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(nextFrames);
    const misplaced = theme === "light" ? await layoutFaults(page) : [];
    // Short, the others are only measured.
    const isClose = isLong || width === widest;
    const faults = isClose
      ? await accessibilityFaults(page, theme === "light" ? "all" : "colours", part)
      : [];
    found.push(...[...misplaced, ...faults].map((fault) => `${theme} at ${width}: ${fault}`));
  };
  await wear(page, "light");
  for (const width of all) await look("light", width);
  await wear(page, "dark");
  for (const width of isLong ? ends : [widest]) await look("dark", width);
  return found;
}

/** In the page: a menu goes to its new place in the frame after the window has another width. */
const nextFrames = "new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))";

/** What is open above a screen, or else the screen without what is around it. */
async function partOf(page: Page): Promise<string> {
  return (await page.locator(above).count()) > 0 ? above : "main";
}

/** How many failed messages the list says there are, and how many there are. */
async function countsShown(): Promise<{ readonly shown: number; readonly failed: number }> {
  const visitor = await visitAsAdmin();
  await visitor.open("/messages?view=failed");
  const words = await visitor.page.locator(".pager [role=status]").first().innerText();
  await visitor.context.close();
  const [, count] = / of (?:about )?(.+) shown/.exec(words) ?? [];
  const sql = postgres(bus.databaseUrl, { max: 1 });
  const [row] = await sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM failure WHERE state IN ('dead', 'blocked')`;
  await sql.end();
  return { shown: Number((count ?? words).replaceAll(/\D/g, "")), failed: row?.n ?? 0 };
}
