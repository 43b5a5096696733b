import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { bus } from "./bus.ts";
import { visit } from "../support/console.ts";

const buttons = [
  { on: "group", name: "Replay all", needs: "operator or admin" },
  { on: "group", name: "Acknowledge", needs: "operator or admin" },
  { on: "message", name: "Discard", needs: "operator or admin" },
  { on: "message", name: "Edit & replay", needs: "operator or admin" },
  { on: "message", name: "Show personal data", needs: "payload-reader, approver or admin" },
  { on: "route", name: "Pause", needs: "operator or admin" },
] as const;

const mayPress = {
  viewer: [],
  operator: ["Replay all", "Acknowledge", "Discard", "Edit & replay", "Pause"],
  "payload-reader": ["Show personal data"],
  approver: ["Show personal data"],
  admin: buttons.map(({ name }) => name),
} as const satisfies Record<string, readonly string[]>;

test.each(Object.keys(mayPress) as (keyof typeof mayPress)[])(
  "what the %s may not do is off, stays reachable, says whose it is, and does nothing",
  async (role) => {
    const visitor = await visit({ origin: bus.spindle.admin, token: bus.tokens[role] });
    const { page } = visitor;
    const found: Record<string, string | undefined> = {};
    for (const [index, { on, name }] of buttons.entries()) {
      if (buttons[index - 1]?.on !== on) await visitor.open(pathOf(on));
      found[name] = await whyOff(page, name);
      if (found[name] === undefined) continue;
      await buttonCalled(page, name).click({ force: true });
      if ((await page.getByRole("dialog").count()) > 0) found[name] = "opens a dialog";
    }
    const allowed: readonly string[] = mayPress[role];
    const expected = buttons.map(({ name, needs }) => [
      name,
      allowed.includes(name) ? undefined : `Needs the role ${needs}; you are ${role}.`,
    ]);
    expect(found).toEqual(Object.fromEntries(expected));
    expect(visitor.faults).toEqual([]);
  },
);

function pathOf(screen: (typeof buttons)[number]["on"]): string {
  const { groupId, messageId, route } = bus.known;
  if (screen === "group") return `/failures/${groupId}`;
  return screen === "message" ? `/messages/${messageId}?route=${route}` : `/routes/${route}`;
}

/** A button that is off has why in its name. */
const buttonCalled = (page: Page, name: string) =>
  page.getByRole("main").getByRole("button", { name }).first();

async function whyOff(page: Page, name: string): Promise<string | undefined> {
  const words = (await buttonCalled(page, name).textContent()) ?? "";
  return / ?, off: (.*)$/.exec(words)?.[1];
}
