import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { order } from "../support/tour.ts";
import { eventually } from "../support/eventually.ts";
import { openQuietBus, type QuietBus } from "./support/busy-bus.ts";
import { settled, visit, type Visitor } from "./support/console.ts";

/* Whoever can publish, or stands for a vendor, decides texts that operators see. They are texts, and never become markup. */

const hostile = `"'><img src=x onerror=alert(1)><svg onload=alert(2)></textarea></script><script>alert(3)</script>{{7*7}}`;
/** What can be seen of it where only a part is shown. */
const seen = "<img src=x onerror=alert(1)>";

let bus: QuietBus;
let shown: { readonly groupId: string; readonly messageId: string; readonly route: string };
beforeAll(async () => {
  bus = await openQuietBus();
  shown = await failHostile();
});
afterAll(() => bus?.stop());

test("hostile text in data, attributes, errors, titles, notes, reasons and names is shown as text, and nothing runs", async () => {
  const visitor = await visit({ origin: bus.spindle.admin, token: bus.tokens.admin });
  const dialogs: string[] = [];
  visitor.page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const found: string[] = [];
  for (const [name, path] of places()) {
    await visitor.open(path);
    found.push(...(await faultsOf(visitor, name)));
  }
  await acknowledge(visitor);
  found.push(...(await faultsOf(visitor, "group afterwards")));
  expect([found, dialogs, visitor.faults]).toEqual([[], [], []]);
});

const places = (): readonly (readonly [string, string])[] => {
  const { groupId, messageId, route } = shown;
  const message = `/messages/${messageId}?route=${route}`;
  return [
    ["overview", "/"],
    ["failures", "/failures"],
    ["group", `/failures/${groupId}`],
    ["messages", "/messages"],
    ["search", `/messages?q=${encodeURIComponent(`"${seen}"`)}`],
    ["message", message],
    ...["headers", "error", "attempts", "related", "audit"].map(
      (tab) => [tab, `${message}&tab=${tab}`] as const,
    ),
    ["replays", "/replays"],
    ["audit", "/audit"],
    ["tokens", "/settings?tab=tokens"],
  ];
};

/** It has to be on the screen letter by letter, and none of its elements. */
async function faultsOf({ page }: Visitor, name: string): Promise<readonly string[]> {
  const words = page.getByText(seen).or(page.locator(`[aria-label*="onerror"]`));
  const isShown = await words
    .first()
    .waitFor({ state: "attached", timeout: 15_000 })
    .then(() => true)
    .catch(() => false);
  const made = page.locator("img[src=x], svg[onload], main script, a[href^='javascript:' i]");
  return [
    ...(isShown ? [] : [`${name} does not show it`]),
    ...((await made.count()) > 0 ? [`${name} has it as markup`] : []),
  ];
}

/** A message that is hostile wherever its producer, its vendor, or a colleague decides. */
async function failHostile() {
  await bus.tour.fault("paytronix", { kind: "reject" });
  await publish();
  const [failure] = await eventually(
    "it has failed",
    () => bus.tour.failures("state=dead"),
    ({ length }) => length > 0,
  );
  if (!failure) throw new Error("nothing failed");
  const { id, groupId, messageId, route } = failure;
  const sql = postgres(bus.databaseUrl, { max: 1 });
  await sql`UPDATE delivery SET error_message = ${hostile}, error_code = ${seen}`;
  await sql`UPDATE attempt SET message = ${hostile}, code = ${seen}, response = ${JSON.stringify({ body: hostile })}`;
  await sql`UPDATE failure_group SET title = ${hostile}, note = ${hostile}, owner = ${seen}`;
  await bus.tour.post("replays", { selection: { ids: [id] }, reason: hostile });
  await sql`UPDATE token SET name = ${seen} WHERE 'approver' = ANY (roles)`;
  await sql.end();
  return { groupId, messageId, route };
}

async function publish(): Promise<void> {
  const data = { ...order("ord-hostile"), orderId: hostile, ext: { till: { [hostile]: hostile } } };
  const event = {
    specversion: "1.0",
    id: `${randomUUID()}${seen}`,
    source: "/till",
    subject: hostile,
    tillname: hostile,
    type: "order.completed.v1",
    data,
  };
  const answer = await fetch(`${bus.spindle.ingress}/v1/messages`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${bus.spindle.file("producer-token")}`,
      "content-type": "application/cloudevents+json",
    },
    body: JSON.stringify(event),
  });
  if (answer.status !== 202) throw new Error(`publish answered ${answer.status}: ${await answer.text()}`);
}

/** With a hostile reason, of a group with a hostile title. */
async function acknowledge({ page, open }: Visitor): Promise<void> {
  await open(`/failures/${shown.groupId}`);
  await page.getByRole("main").getByRole("button", { name: "Acknowledge" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").first().fill(hostile);
  await dialog.getByRole("button", { name: "Acknowledge" }).click();
  await dialog.waitFor({ state: "detached" });
  await settled(page);
}
