import getPort from "get-port";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { fileNotes, noticesBecome, noticesCame, ofNotesFiled, openToldBus } from "../support/told-bus.ts";
import { aNoticeSecret } from "../support/toy-bus.ts";
import { startToyProcess } from "../support/toy-processes.ts";

const run = promisify(execFile);

test("the command shows and sends again what the admin API knows", async () => {
  const { bus, receiver } = await openToldBus({ notices: (to) => ({ told: ofNotesFiled(to) }) });
  await bus.start(startScheduler);
  await fileNotes(bus, 1);
  const [row] = await noticesBecome(bus, "delivered", ([each]) => each?.state === "delivered");
  const port = await getPort();
  await startToyProcess("admin", {
    amqpUrl: bus.amqpUrl,
    databaseUrl: bus.databaseUrl,
    vendorUrl: bus.vendor.url,
    operations: ["keyed"],
    port,
    more: { TOY_NOTICE_URL: receiver.url, NOTICE_TOLD_SECRET: aNoticeSecret },
  });
  const dataDir = mkdtempSync(join(tmpdir(), "spindle-notices-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const { token } = await createToken(bus.sql, { name: "ana", roles: ["operator"], loopbackOnly: true });
  writeFileSync(join(dataDir, "admin-token"), token);
  const spindle = async (...words: readonly string[]) => {
    const env = { PATH: process.env["PATH"], SPINDLE_DATA_DIR: dataDir, SPINDLE_ADMIN_PORT: String(port) };
    const options = ["bin/spindle.mjs", "notices", ...words, "--json"];
    const { stdout } = await run(process.execPath, options, { cwd: "bus", env });
    return stdout
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
  };
  expect(await spindle()).toMatchObject([
    { name: "told", state: "well", configured: true, origin: new URL(receiver.url).origin },
  ]);
  const [shown] = await spindle("told");
  expect(shown).toMatchObject({ id: row?.id, state: "delivered", tries: 1 });
  const act = ["--reason", "the receiver lost it"];
  expect(await spindle("told", "--resend", row?.id ?? "", ...act)).toMatchObject([{ id: row?.id }]);
  await noticesCame(receiver, 2);
  expect(await spindle("told", "--resend", ...act)).toEqual([{ resent: 0 }]);
});
