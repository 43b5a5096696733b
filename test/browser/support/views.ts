import type { Page } from "playwright-core";
import type { Tour } from "../../support/tour.ts";
import { doubtRoute, type Made } from "./more-to-do.ts";
import type { Place } from "./screens.ts";

/** A screen's tab, filter, drawer, or what opens there; `reach` presses what has to be pressed, and waits until it is there. */
export type View = Place | readonly [...Place, reach: Reach];
type Reach = (page: Page) => Promise<void>;

/** What is not over. */
export type Waiting = Made & {
  readonly editKey: string;
  readonly scheduledId: string;
  readonly actId: number;
};

const paused = { route: "braze.updateProfile", connection: "stripe" };

/** Has an edit wait for a second person, a replay for its time, and a route and a connection for somebody who lets them go on. */
export async function letWait(tour: Tour, made: Made): Promise<Waiting> {
  const reason = "the vendor says that it takes until tomorrow";
  const [first, second] = (await tour.failures("state=dead")).filter(
    ({ messageId }) => messageId !== made.messageId,
  );
  if (!first || !second) throw new Error("there is nothing that can wait");
  const patch = [{ op: "replace", path: "/customer/email", value: "right@example.com" }];
  await tour.post(`failures/${first.id}/revisions`, { patch, reason });
  const startAt = new Date(Date.now() + 86_400_000).toISOString();
  const scheduled = await tour.post<{ readonly id: string }>("replays", {
    selection: { ids: [second.id] },
    reason,
    startAt,
  });
  await tour.post(`routes/${paused.route}/pause`, { reason });
  await tour.post(`connections/${paused.connection}/pause`, { reason });
  const { data: edits } = await tour.get<ListOf<{ readonly id: string; readonly n: number }>>("approvals");
  const { data: acts } = await tour.get<ListOf<{ readonly id: number }>>("audit");
  const [edit, act] = [edits[0], acts[0]];
  if (!edit || !act) throw new Error("the edit does not wait, or nothing was audited");
  return { ...made, editKey: `${edit.id}/${edit.n}`, scheduledId: scheduled.id, actId: act.id };
}

type ListOf<Row> = { readonly data: readonly Row[] };

/** What there is beyond the screens as they open: each is one more part of one of them. */
export function viewsOf(made: Waiting): readonly View[] {
  const { groupId, messageId, route } = made;
  const group = `/failures/${groupId}`;
  const message = `/messages/${messageId}?route=${route}`;
  return [
    ["failures by code", "/failures?groupBy=code&status=all"],
    ["failures that a search finds", "/failures?q=active&code=301"],
    ["messages that a search finds", "/messages?q=code:301"],
    ["messages, none of which match", "/messages?q=nobody"],
    ["a message beside the list", `/messages?open=${messageId}:${route}`, isOpen],
    ["messages that are settled", "/messages?view=settled"],
    ["messages in doubt", "/messages?view=inDoubt"],
    ["all messages", "/messages?view=all"],
    ...tabs("message", message, ["headers", "error", "attempts", "related", "audit"]),
    ["lane", `/lanes/${made.laneId}`],
    ["recipe", `/recipes/${made.recipeId}`],
    ["a message in doubt", `/messages/${made.doubtId}?route=${doubtRoute}`],
    ...tabs("edit", `/messages/${messageId}/edit?route=${route}`, ["headers"]),
    ["a replay that is scheduled", `/replays/${made.scheduledId}`],
    ["an edit that waits, beside the list", `/approvals?open=${encodeURIComponent(made.editKey)}`, isOpen],
    ["a recipe that waits, beside the list", `/approvals?open=${made.recipeId}`, isOpen],
    ["a new recipe", `/recipes?group=${groupId}`],
    ["a route that is paused", `/routes/${paused.route}`],
    ["topology as a table", "/topology?view=table"],
    ["topology with every queue", "/topology?parts=all"],
    ...tabs("adapter", "/adapters/paytronix", ["routes", "settings", "simulator"]),
    ["an adapter that is paused", `/adapters/${paused.connection}`],
    ...tabs("contract", "/contracts/order.completed.v1", ["schema", "examples", "versions", "publish"]),
    ...tabs("settings", "/settings", [
      "sessions",
      "roles",
      "endpoints",
      "alerts",
      "retention",
      "redaction",
      "about",
      "appearance",
    ]),
    ["an operation of the API", "/docs?op=post+/api/v1/failures/discard"],
    ["an audited act beside the list", `/audit?open=${made.actId}`, isOpen],
    ["sign-in that was refused", "/sign-in", refusedSignIn],
    ["the menu of a message", "/messages", pressAt("main tbody button[aria-haspopup=menu]", above)],
    ["the menu of a group", group, pressAt(pageMenu, above)],
    ["what is done with chosen groups", "/failures", pressAt("main thead [type=checkbox]", ".chosen-bar")],
    ["what is done with chosen messages", "/messages", pressAt("main thead [type=checkbox]", ".chosen-bar")],
    ["a group's note", group, press("Edit owner, ticket, note")],
    ["a rule for a group", group, press("Replay when…")],
    ["a group that sleeps", group, chosen("Snooze…")],
    ["what discards a group", group, chosen("Discard…")],
    ["a backfill", "/replays", chosen("Backfill a route…")],
    ["what a vendor lost", "/replays", chosen("Re-apply what a vendor lost…")],
    ["what frees a lane", `/lanes/${made.laneId}`, press("Release…")],
    ["what stops a recipe", `/recipes/${made.recipeId}`, press("Stop…")],
    ["what pauses a route", `/routes/${route}`, press("Pause…")],
    ["what tests a connection", "/adapters/paytronix", press("Test connection…")],
    ["a replay: which", group, press(/^Replay all/)],
    ["a replay: how", group, press(/^Replay all/, "Next")],
    ["a replay: once more", group, confirmedReplay],
    ["a test message", "/contracts/order.completed.v1", press("Send test message…")],
    ["a new token", "/settings", press("New token…")],
    ["the commands", "/", press(/^Commands/)],
    ["the keys", "/", press(/^Keys/)],
  ];
}

/** What there is where one cause has failed many thousand times. */
export const viewsOfMany = (groupId: string): readonly View[] => [
  ["group", `/failures/${groupId}`],
  ["failures by code", "/failures?groupBy=code&status=all"],
  ["messages that a search finds", "/messages?q=Refused"],
  ["all messages", "/messages?view=all&limit=200"],
  ["a replay: which", `/failures/${groupId}`, press(/^Replay all/)],
];

/** What is open above a screen. */
export const above = "[role=dialog], [role=menu]";

const shown =
  (selector: string): Reach =>
  (page) =>
    page.locator(selector).first().waitFor();

const isOpen = shown(above);

/** An address that names none opens the first; that is not what is meant. */
const tabs = (name: string, path: string, all: readonly string[]): readonly View[] =>
  all.map((tab) => [
    `${name}, ${tab}`,
    `${path}${path.includes("?") ? "&" : "?"}tab=${tab}`,
    shown(`.tabs [aria-current][href*="tab=${tab}"]`),
  ]);

/** Buttons, by their words, one after the other. */
const press =
  (...buttons: readonly (string | RegExp)[]): Reach =>
  async (page) => {
    for (const name of buttons) await page.getByRole("button", { name }).first().click();
    await isOpen(page);
  };

const pressAt =
  (selector: string, appears: string): Reach =>
  async (page) => {
    await page.locator(selector).first().click();
    await shown(appears)(page);
  };

const pageMenu = ".page-head button[aria-haspopup=menu]";

/** Of the menu of the whole screen. */
const chosen =
  (item: string): Reach =>
  async (page) => {
    await pressAt(pageMenu, "[role=menu]")(page);
    await page.getByRole("menuitem", { name: item }).click();
    await shown("[role=dialog]")(page);
  };

/** The third step of the wizard, for which the second wants a reason. */
const confirmedReplay: Reach = async (page) => {
  await press(/^Replay all/, "Next")(page);
  await page.getByRole("textbox", { name: "Reason" }).fill("the vendor says that it is mended");
  await press("Next")(page);
};

const refusedSignIn: Reach = async (page) => {
  await page.getByLabel("Token").fill("not-a-token");
  await page.getByRole("button", { name: "Sign in with the token" }).click();
  await shown("[role=alert]")(page);
};
