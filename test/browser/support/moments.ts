import type { Page } from "playwright-core";
import type { Proxy } from "../../faults/support/proxy/proxy.ts";
import type { Evening } from "./believable.ts";
import { screensOf, type Place } from "./screens.ts";
import { settled } from "./visitor.ts";

/** A screen in a state worth a picture: where it is, and what somebody has pressed there. */
export type Moment = {
  readonly name: string;
  readonly path: string;
  readonly press?: (page: Page) => Promise<unknown>;
  /** Once its picture is taken. */
  readonly after?: () => Promise<void>;
};

/** Screens as they open. */
export const momentsOfScreens = (places: readonly Place[], before = ""): readonly Moment[] =>
  places.map(([name, path]) => ({ name: `${before}${name}`, path }));

/** Screens whose database goes away under them. */
export const momentsWithout = (database: Proxy): readonly Moment[] =>
  ["failures", "diagnostics"].map((name) => ({
    name: `away-${name}`,
    path: "/messages",
    press: async (page) => {
      await database.cut();
      await page.goto(new URL(`/${name}`, page.url()).href);
      await settled(page);
      await page.getByText("No answer from the database").first().waitFor();
    },
    after: () => database.mend(),
  }));

/** An evening: the screens, and what their paths alone do not show: dialogs, and what is not usual. */
export const momentsOf = (known: Evening): readonly Moment[] => [
  ...momentsOfScreens(screensOf(known)),
  ...ofFailures(known),
  ...ofMessages(known),
  ...ofReplays(known),
  { name: "failures-acknowledged", path: "/failures?status=acknowledged" },
  { name: "failures-snoozed", path: "/failures?status=snoozed" },
  { name: "failures-by-route", path: "/failures?groupBy=route&status=all" },
  { name: "failures-filtered-empty", path: "/failures?q=code:nothing" },
  { name: "lane", path: `/lanes/${known.laneId}` },
  { name: "lane-skip", path: `/lanes/${known.laneId}`, press: button("Skip…") },
  { name: "recipe-draft", path: `/recipes?group=${known.groupId}` },
  { name: "pause", path: `/routes/${known.route}`, press: button("Pause…") },
  { name: "route-paused", path: "/routes/braze.trackOrders" },
  { name: "routes-needing-a-look", path: "/routes?only=trouble" },
  { name: "topology-table", path: "/topology?view=table" },
  { name: "adapter-routes", path: "/adapters/paytronix?tab=routes" },
  { name: "adapter-settings", path: "/adapters/paytronix?tab=settings" },
  { name: "adapter-simulator", path: "/adapters/paytronix?tab=simulator" },
  { name: "test-connection", path: "/adapters/stripe", press: button("Test connection…") },
  {
    name: "test-message",
    path: "/contracts/order.completed.v1",
    press: button("Send test message…"),
  },
  { name: "new-token", path: "/settings", press: button("New token…") },
  ...["sessions", "roles", "endpoints", "alerts", "retention", "redaction", "about", "appearance"].map(
    (tab) => ({
      name: `settings-${tab}`,
      path: `/settings?tab=${tab}`,
    }),
  ),
  { name: "palette", path: "/", press: (page) => page.keyboard.press("Control+k") },
  { name: "keys", path: "/", press: (page) => page.keyboard.press("?") },
  { name: "nowhere", path: "/no-such-screen" },
];

const ofFailures = ({ groupId, regressedId }: Evening): readonly Moment[] => [
  {
    name: "failures-chosen",
    path: "/failures",
    press: chooseRows,
  },
  { name: "failures-menu", path: "/failures", press: menuOfRow },
  { name: "snooze", path: `/failures/${groupId}`, press: item("Snooze…") },
  { name: "discard-group", path: `/failures/${groupId}`, press: item("Discard…") },
  { name: "regressed", path: `/failures/${regressedId}` },
];

const ofMessages = ({ messageId, route, doubtId }: Evening): readonly Moment[] => [
  {
    name: "messages-open",
    path: "/messages",
    press: (page) => page.locator("[data-row-link]").first().click(),
  },
  { name: "messages-discard", path: "/messages", press: discardMany },
  { name: "doubt", path: `/messages/${doubtId}?route=braze.trackOrders` },
  { name: "reveal", path: `/messages/${messageId}?route=${route}`, press: button("Show personal data") },
  ...["headers", "error", "attempts", "related", "audit"].map((tab) => ({
    name: `message-${tab}`,
    path: `/messages/${messageId}?route=${route}&tab=${tab}`,
  })),
];

const ofReplays = ({ groupId, runningId, haltedId, scheduledId }: Evening): readonly Moment[] => [
  { name: "wizard-scope", path: `/failures/${groupId}`, press: button(/^Replay all/) },
  { name: "wizard-how", path: `/failures/${groupId}`, press: wizardUntil("How") },
  { name: "wizard-confirm", path: `/failures/${groupId}`, press: wizardUntil("Confirm") },
  { name: "replay-running", path: `/replays/${runningId}` },
  { name: "replay-halted", path: `/replays/${haltedId}` },
  { name: "replay-scheduled", path: `/replays/${scheduledId}` },
  { name: "replays-new", path: "/replays", press: button(/^New/) },
];

/** Presses a button of the page, and waits for what it opens. */
function button(name: string | RegExp): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator("main").getByRole("button", { name }).first().click();
    await page.locator("[role=dialog], [role=menu]").first().waitFor();
  };
}

/** Presses an item of the page's menu. */
function item(name: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator(".page-head button[aria-haspopup=menu]").click();
    await page.getByRole("menuitem", { name }).click();
    await page.getByRole("dialog").waitFor();
  };
}

async function menuOfRow(page: Page): Promise<void> {
  await page.locator("main tbody button[aria-haspopup=menu]").first().click();
  await page.getByRole("menu").waitFor();
}

/** One by one: on a phone there is no head with a box for all. */
async function chooseRows(page: Page): Promise<void> {
  for (const box of await page.locator("main tbody [type=checkbox]").all()) await box.check();
}

async function discardMany(page: Page): Promise<void> {
  await chooseRows(page);
  await button("Discard…")(page);
}

function wizardUntil(step: "How" | "Confirm"): (page: Page) => Promise<void> {
  return async (page) => {
    await button(/^Replay all/)(page);
    const next = page.getByRole("dialog").getByRole("button", { name: "Next" });
    await next.click();
    if (step === "How") return;
    await page
      .getByRole("textbox", { name: "Reason" })
      .fill("the card programme is on again, says Paytronix");
    await next.click();
  };
}
