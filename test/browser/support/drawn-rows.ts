import type { Page } from "playwright-core";

/* React keeps on each element the properties that it last had, an object that every drawing makes anew: so it tells who was drawn. */
const rows = `
  const propsOf = (row) => {
    const name = Object.keys(row).find((each) => each.startsWith("__reactProps$"));
    if (name === undefined) throw new Error("React no longer says on an element how it was drawn");
    return row[name];
  };
  const rows = [...document.querySelectorAll("tr[data-row]")];`;

/** How many rows of a list were drawn anew, or for the first time, while something was done. */
export async function rowsDrawnBy(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(`{ ${rows} globalThis.drawnBefore = new Set(rows.map(propsOf)); }`);
  await act();
  return page.evaluate<number>(
    `{ ${rows} rows.filter((row) => !globalThis.drawnBefore.has(propsOf(row))).length; }`,
  );
}
