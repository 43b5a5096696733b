import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fillFailures } from "../bench/fill-failures.ts";
import { accessibilityFaults, wear } from "./support/axe.ts";
import { breakVendor, openQuietBus, type QuietBus } from "./support/busy-bus.ts";
import { visit, type Visitor } from "./support/console.ts";
import { isLong } from "./support/form.ts";
import { layoutFaults } from "./support/layout.ts";
import { screensOf, screensOfNothing, type Known, type Place } from "./support/screens.ts";

/* What holds for every screen, however much there is to show: one bus, in which more and more has failed. */

const many = 100_000;
/** Eight looks at each screen take minutes. */
const longestMs = isLong ? 900_000 : 180_000;
/** So many screens are looked at at once: they wait more than they compute. */
const atOnce = 3;

/** How closely a screen is looked at. */
type Looks = { readonly themes: readonly ("light" | "dark")[]; readonly widths: readonly number[] };
const closely: Looks = {
  themes: ["light", "dark"],
  widths: isLong ? [1440, 1024, 768, 360] : [1440, 768, 360],
};
/** For another amount of the same. */
const briefly: Looks = isLong ? closely : { themes: ["light"], widths: [1440, 360] };

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
const thatGrow = (places: readonly Place[]) =>
  isLong ? places : places.filter(([name]) => growing.includes(name));

let bus: QuietBus;
beforeAll(async () => {
  bus = await openQuietBus();
});
afterAll(() => bus?.stop());
const visitAsAdmin = () => visit({ origin: bus.spindle.admin, token: bus.tokens.admin });

test(
  "a new installation: no screen has an error, a serious fault of accessibility, or words over words",
  async () => {
    expect(await faultsOf(thatGrow(screensOfNothing), briefly)).toEqual([]);
    expect(await countsShown()).toEqual({ shown: 0, failed: 0 });
  },
  longestMs,
);

let known: Known;
test(
  "three failures: no screen has an error, a serious fault of accessibility, or words over words",
  async () => {
    known = await breakVendor(bus.tour, 3);
    expect(await faultsOf(screensOf(known), closely)).toEqual([]);
    expect(await countsShown()).toEqual({ shown: 3, failed: 3 });
  },
  longestMs,
);

test.runIf(isLong)(
  `${many} failures: no screen has an error, a serious fault of accessibility, or words over words`,
  async () => {
    await fillFailures(bus.databaseUrl, many);
    expect(await faultsOf(thatGrow(screensOf(known)), briefly)).toEqual([]);
    const { shown, failed } = await countsShown();
    expect(Math.abs(shown - failed)).toBeLessThan(failed / 10);
  },
  longestMs,
);

/** Opens all of them, several at once, and says what is wrong where. */
async function faultsOf(places: readonly Place[], looks: Looks): Promise<readonly string[]> {
  const open = [...places];
  const lookOn = async () => {
    const found: string[] = [];
    const visitor = await visitAsAdmin();
    for (let place = open.shift(); place !== undefined; place = open.shift()) {
      const [name, path] = place;
      await visitor.open(path);
      found.push(...(await faultsAt(visitor, looks)).map((fault) => `${name}: ${fault}`));
    }
    await visitor.context.close();
    return [...found, ...visitor.faults];
  };
  return (await Promise.all(Array.from({ length: atOnce }, lookOn))).flat();
}

/** The structure is the same in both themes and at every width; the long form does not rely on that. */
async function faultsAt({ page }: Visitor, { themes, widths }: Looks): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [nth, width] of widths.entries()) {
    await page.setViewportSize({ width, height: 800 });
    found.push(...(await layoutFaults(page)).map((fault) => `at ${width}: ${fault}`));
    if (nth > 0 && !isLong) continue;
    for (const [index, theme] of themes.entries()) {
      await wear(page, theme);
      const faults = await accessibilityFaults(page, index === 0 || isLong ? "all" : "colours");
      found.push(...faults.map((fault) => `${theme} at ${width}: ${fault}`));
    }
  }
  return found;
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
