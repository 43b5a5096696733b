import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * What is seriously wrong for people who cannot see well, or use no mouse. `colours`: what another theme can change alone;
 * `part`: only in there, for what holds of the whole page was looked at before.
 */
export async function accessibilityFaults(
  page: Page,
  what: "all" | "colours",
  part?: string,
): Promise<readonly string[]> {
  // In the page alone: there are no frames, and the other way opens a second page for every look.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  if (part !== undefined) axe.include(part);
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

/** Puts on a theme. It is there at once: where less motion is wanted, as visitors want it, nothing changes by a transition. */
export const wear = (page: Page, theme: "light" | "dark"): Promise<void> =>
  page.emulateMedia({ colorScheme: theme });
