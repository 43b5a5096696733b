import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { main } from "./main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "failures-"));
  writeFileSync(join(dataDir, "admin-token"), "spindle_t0ken\n");
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const messageId = "01a20963-024a-76ac-99fe-37de65c720b2";
const group = "eb5c062a-515b-5b18-8f7b-6065136f52e1";
const failure = {
  id: `${messageId}:toy.accrue`,
  messageId,
  type: "order.completed.v1",
  route: "toy.accrue",
  state: "dead",
  attempts: 1,
  error: { code: "301", message: "The card is not active.", runbook: "https://runbooks.example/301" },
  groupId: group,
  entityKey: "ord-1",
  firstFailedAt: "2026-11-23T17:10:13.436Z",
  lastFailedAt: "2026-11-23T17:10:13.436Z",
  nextAttemptAt: null,
};
const attempt = {
  n: 1,
  generation: 0,
  startedAt: "2026-11-23T17:10:13.334Z",
  durationMs: 68,
  outcome: "rejected",
  code: "301",
  message: "The card is not active.",
  worker: "worker@host:1",
};
const press = { at: "2026-11-23T17:11:00.000Z", actor: "ada", action: "failure.replay", reason: "mended" };

/** An admin API with these failures, and what it was asked. */
function setup({ data = [failure], next = null }: { data?: readonly object[]; next?: string | null } = {}) {
  const asked: string[] = [];
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: dataDir },
    answer: (request) => {
      const url = new URL(request.url);
      asked.push(decodeURIComponent(url.pathname + url.search));
      if (request.headers.get("authorization") !== "Bearer spindle_t0ken") {
        return Response.json({ title: "Unauthenticated" }, { status: 401 });
      }
      if (url.pathname.endsWith("/attempts")) return Response.json({ data: [attempt], next: null });
      if (url.pathname.endsWith("/history")) return Response.json({ data: [press] });
      if (url.pathname.endsWith("/data"))
        return new Response(
          '{"text":null,"masked":[{"pointer":"/name","because":"personal"}],"data":{"rate":1.10,"name":"•••"}}',
        );
      if (url.pathname.endsWith("/payload")) return new Response('{"rate": 1.10}');
      if (url.pathname.endsWith("/failure-groups")) {
        const { code, message: title } = failure.error;
        const shown = { id: group, route: failure.route, code, title, state: "open", count: 7 };
        return Response.json({ data: [{ ...shown, lastSeenAt: failure.lastFailedAt }], next });
      }
      return Response.json(url.pathname.endsWith("/failures") ? { data, next } : failure);
    },
  });
  return { host, asked };
}

test("each failure is a line with its id, state, key and error", async () => {
  const { host } = setup();
  expect(await main(["failures"], host)).toBe(0);
  expect(host.out()).toMatch(
    /toy\.accrue +dead +1 +ord-1 +2026-11-23 17:10:13Z +301: The card is not active\./,
  );
});

test("a failure's group is named with the command that replays it", async () => {
  const { host } = setup();
  await main(["failures"], host);
  expect(host.out()).toContain(`npx spindle replay --group ${group} --reason`);
});

test("a filter is handed on as it is", async () => {
  const { host, asked } = setup();
  await main(["failures", "--state", "dead,blocked", "--route", "toy.accrue", "--limit", "7"], host);
  expect(asked).toEqual(["/api/v1/failures?state=dead,blocked&route=toy.accrue&limit=7"]);
});

test("where the list goes on, the cursor is told", async () => {
  const { host } = setup({ next: "cursor-2" });
  await main(["failures"], host);
  expect(host.out()).toContain("--cursor cursor-2");
});

test("nothing that matches is an exit code of its own, and nothing on standard output", async () => {
  const { host } = setup({ data: [] });
  expect(await main(["failures", "--json"], host)).toBe(3);
  expect(host.out()).toBe("");
});

test("with --json each failure is one line of JSON", async () => {
  const { host } = setup();
  await main(["failures", "--json"], host);
  expect(JSON.parse(host.out())).toEqual(failure);
});

test("groups are listed with their counts", async () => {
  const { host } = setup();
  expect(await main(["failures", "--groups"], host)).toBe(0);
  expect(host.out()).toMatch(new RegExp(`${group} +7 +toy\\.accrue`));
});

test("the story of one failure tells its attempts, and who pressed what", async () => {
  const { host } = setup();
  expect(await main(["failures", failure.id], host)).toBe(0);
  expect(host.out()).toMatch(/rejected +worker@host:1 +301: The card is not active\./);
  expect(host.out()).toContain("ada  failure.replay: mended");
});

test("the story names the page that says what to do about the code", async () => {
  const { host } = setup();
  await main(["failures", failure.id], host);
  expect(host.out()).toMatch(/runbook +https:\/\/runbooks\.example\/301/);
});

test("the story shows the data masked, with its digits, and what is hidden", async () => {
  const { host } = setup();
  await main(["failures", failure.id], host);
  expect(host.out()).toContain('"rate": 1.10,');
  expect(host.out()).toContain("masked: /name (personal)");
});

test("the payload is read only where it is asked for, and why is said, because its reading is audited", async () => {
  const { host, asked } = setup();
  await main(["failures", failure.id], host);
  expect(await main(["failures", failure.id, "--payload"], host)).toBe(2);
  expect(asked.filter((path) => path.includes("/payload"))).toEqual([]);
  expect(await main(["failures", failure.id, "--payload", "--reason", "a guest called"], host)).toBe(0);
  expect(asked.filter((path) => path.includes("/payload"))).toEqual([
    `/api/v1/failures/${failure.id}/payload?reason=a guest called`,
  ]);
  expect(host.out()).toContain('{"rate": 1.10}');
});

test("a token that is not accepted is told with the file it came from", async () => {
  const { host } = setup();
  const file = join(dataDir, "other-token");
  writeFileSync(file, "wrong");
  expect(await main(["failures", "--token-file", file], host)).toBe(1);
  expect(host.err()).toContain(`The token came from ${file}.`);
});
