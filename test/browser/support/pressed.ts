import type { Page } from "playwright-core";
import { settled } from "./visitor.ts";

/** What can be pressed on a screen. */
export type Pressable = { readonly words: string; readonly off: string | null };

/** What a screen offers, and what pressing all that is off came to. */
export type Offered = {
  readonly buttons: readonly Pressable[];
  /** What it says where the buttons are not shown at all. */
  readonly text: string;
  readonly opened: boolean;
};

/** Goes to another screen as a link does, without loading the page again. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.keyboard.press("Escape");
  await page.evaluate(`document.querySelector("h1").dataset.former = "";
    history.pushState({}, "", ${JSON.stringify(path)});`);
  await page.locator("h1:not([data-former])").waitFor();
  await settled(page);
}

/** In the page. A button that is off has why in its name, a menu's item beside it. */
const look = `
  const wordsOf = (element) => {
    const copy = element.cloneNode(true);
    for (const each of copy.querySelectorAll("kbd, .visually-hidden, .menu-off")) each.remove();
    return copy.textContent.trim();
  };
  const offOf = (element) => element.querySelector(".menu-off")?.textContent ?? /, off: (.*)$/.exec(element.textContent)?.[1] ?? null;
  const shown = () => [...document.querySelectorAll("main button:not([aria-haspopup]), [role=menuitem]")];
  const buttons = () => shown().map((element) => ({ words: wordsOf(element), off: offOf(element) }));
  const text = () => document.querySelector("main").innerText;
  const frame = () => new Promise(requestAnimationFrame);
`;

/** Waits for these, or for the words that stand in their place; presses all that is off, and tells what there is. */
export const offeredAt = (page: Page, names: readonly string[]): Promise<Offered> =>
  page.evaluate<Offered>(`(async () => {
    ${look}
    const names = ${JSON.stringify(names)};
    const isThere = (name) => shown().some(({ textContent }) => textContent.trim().startsWith(name));
    const end = performance.now() + 5000;
    while (performance.now() < end && !names.every(isThere) && !text().includes("Needs the role")) await new Promise((done) => setTimeout(done, 30));
    const found = { buttons: buttons(), text: text() };
    for (const each of shown()) if (each.ariaDisabled === "true") each.click();
    await frame();
    return { ...found, opened: document.querySelector("[role=dialog]") !== null };
  })()`);
