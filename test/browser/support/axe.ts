import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What is seriously wrong for people who cannot see well, or use no mouse; `colours`: what another theme can change alone. */
export async function accessibilityFaults(page: Page, what: "all" | "colours"): Promise<readonly string[]> {
  // In the page alone: there are no frames, and the other way opens a second page for every look.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (
    what === "all" ? axe.withTags(levels) : axe.withRules(["color-contrast"])
  ).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id} at ${nodes.slice(0, 3).map(placeOf).join("; ")}`);
}

type Node = { readonly target: readonly unknown[]; readonly failureSummary?: string };

/** Where it is, and what is wrong: of colours, which. */
const placeOf = ({ target, failureSummary = "" }: Node): string =>
  `${target.join(" ")} (${failureSummary.split("\n").at(-1)?.trim() ?? ""})`;

const still = `(async () => {
  do await new Promise(requestAnimationFrame); while (document.getAnimations().some((each) => each instanceof CSSTransition));
})()`;

/** Puts on a theme. Where less motion is wanted every colour still changes by a transition, of one frame. */
export async function wear(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.evaluate(still);
}
