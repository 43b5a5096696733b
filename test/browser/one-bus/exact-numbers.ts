import type { Page } from "playwright-core";
import postgres from "postgres";
import { expect, test } from "vitest";
import { order, type Failure } from "../../support/tour.ts";
import { bus } from "./bus.ts";
import { visit } from "../support/console.ts";

const big = "9007199254740993";

test("1.10 and 9007199254740993 are seen digit by digit; an edit keeps them so, and what no reader keeps is refused, not rounded", async () => {
  const failure = await withExactNumbers();
  const { page, open, faults } = await visit({ origin: bus.spindle.admin, token: bus.tokens.admin });
  const path = `/messages/${failure.messageId}`;
  await open(`${path}?route=${failure.route}`);
  await reveal(page);
  const data = page.getByLabel("Data of the message");
  for (const each of ["1.10", big]) await data.getByText(each, { exact: true }).first().waitFor();

  await open(`${path}/edit?route=${failure.route}`);
  await reveal(page);
  await page.getByText('"paperroll"').last().dblclick();
  await page.keyboard.type("receipt");
  await replay(page);
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("alert").getByText("the number is beyond 2^53").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await page.getByText(big).last().dblclick();
  await page.keyboard.insertText(`"${big}"`);
  await replay(page);
  await page.getByText("Kept. A second person has to approve it.").waitFor();
  const stored = await sentNext(failure);
  for (const each of ["1.10,", big, "receipt"]) expect(stored).toContain(each);
  expect(faults).toEqual([]);
});

async function replay(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Replay with this edit…" }).click();
  await page.getByRole("textbox", { name: "Reason" }).fill("the till names it otherwise");
  await page.getByRole("dialog").getByRole("button", { name: "Replay" }).click();
}

async function reveal(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Show personal data" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("to mend it");
  await dialog.getByRole("button", { name: "Show" }).click();
  await dialog.waitFor({ state: "detached" });
}

/** One of the failures, whose data were taken in by an older way in, which let every number through. */
async function withExactNumbers(): Promise<Failure> {
  const failure = (await bus.tour.failures("state=dead")).find(
    ({ messageId }) => messageId !== bus.known.messageId,
  );
  if (!failure) throw new Error("nothing failed");
  const numbers = `{"till":{"weight":1.10,"ticket":${big},"paper":"paperroll"}}`;
  // First, for an editor draws only what is in view.
  const text = JSON.stringify(Object.assign({ ext: {} }, order("ord-exact"), { ext: "here" })).replace(
    '"here"',
    numbers,
  );
  const sql = postgres(bus.databaseUrl, { max: 1 });
  await sql`UPDATE message_body SET body = ${Buffer.from(text)} WHERE message_id = ${failure.messageId}`;
  await sql.end();
  return failure;
}

/** What the next replay sends, once a second person has approved the edit; letter by letter. */
async function sentNext({ id }: Failure): Promise<string> {
  const failure = `failures/${encodeURIComponent(id)}`;
  await bus.tour.post(`${failure}/revisions/1/approve`, { reason: "looked at it" });
  const answer = await fetch(`${bus.spindle.admin}/api/v1/${failure}/payload?of=next&reason=a+test`, {
    headers: { authorization: `Bearer ${bus.tokens.admin}` },
  });
  return answer.text();
}
