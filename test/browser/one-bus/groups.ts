import postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { settled, visit } from "../support/console.ts";
import { bus } from "./bus.ts";

/** More than a page has. */
const many = 60;

test("all groups that match are acknowledged in one act, also those on other pages; where others came, none is", async () => {
  const sql = postgres(bus.databaseUrl, { max: 1 });
  onTestFinished(async () => {
    await sql`DELETE FROM failure_group WHERE code = 'many_groups'`;
    await sql.end();
  });
  const more = (count: number) => sql`
    INSERT INTO failure_group (id, adapter, operation, code, title)
    SELECT gen_random_uuid(), 'paytronix', 'accruePoints', 'many_groups', 'Refused' FROM generate_series(1, ${count}::int)`;
  const acknowledged = async () =>
    (await sql`SELECT FROM failure_group WHERE code = 'many_groups' AND state = 'acknowledged'`).count;
  await more(many);

  const { page, open, faults } = await visit({ origin: bus.spindle.admin, token: bus.tokens.operator });
  const chooseAll = async (count: number) => {
    await open("/failures?status=all&code=many_groups");
    await settled(page);
    await page.getByLabel("Select all on this page").check();
    await page.getByRole("button", { name: `Select all ${count} matching` }).click();
    await page
      .getByRole("region", { name: "Chosen groups" })
      .getByRole("button", { name: "Acknowledge" })
      .click();
    await page.getByRole("dialog").getByRole("textbox", { name: "Reason" }).fill("their outage");
  };
  const dialog = page.getByRole("dialog");
  const agree = () => dialog.getByRole("button", { name: "Acknowledge" }).click();

  await chooseAll(many);
  await dialog.getByText(`all ${many} groups that match code:many_groups`).waitFor();
  await dialog.getByRole("heading", { name: `Acknowledge ${many} groups` }).waitFor();
  await more(1);
  await agree();
  await dialog
    .getByRole("alert")
    .getByText(String(many + 1))
    .waitFor();
  expect(await acknowledged()).toBe(0);

  await chooseAll(many + 1);
  await agree();
  await page.getByText(`${many + 1} groups acknowledged.`).waitFor();
  expect(await acknowledged()).toBe(many + 1);
  expect(faults).toEqual([]);
});
