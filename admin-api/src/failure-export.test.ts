import { expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";
import { aFailure } from "./testing/fake-operations.ts";

const many = Array.from({ length: 1_201 }, (_, n) => aFailure(n + 1));
const path = "/api/v1/failures/export";

test("NDJSON has a line for each failure, beyond a page, and ends with their number", async () => {
  const { ask } = adminClient({ failures: many });
  const { text, headers } = await ask(`${path}?route=${many[0]?.route ?? ""}`);
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(headers.get("content-type")).toBe("application/x-ndjson");
  expect(lines.slice(0, -1).map(({ id }) => id)).toEqual(many.map(({ id }) => id));
  expect(lines.at(-1)).toEqual({ end: true, count: 1_201 });
});

test("CSV begins with its columns", async () => {
  const { text, headers } = await adminClient().ask(`${path}?format=csv`);
  expect(headers.get("content-type")).toContain("text/csv");
  expect(text.split("\r\n")).toHaveLength(5);
  expect(text).toMatch(/^id,messageId,type,route,state,attempts,errorCode,errorMessage,/);
});

test("who exports what is in the audit, and how many there were", async () => {
  const { ask, recorded } = adminClient({ failures: many });
  await ask(`${path}?format=csv&route=points.accrue`, { token: "viewer" });
  expect(recorded.lines).toMatchObject([
    {
      actor: "vera",
      action: "failures.export",
      detail: { format: "csv", filter: { route: "points.accrue" } },
    },
    { actor: "vera", action: "failures.exported", detail: { count: 1_201, complete: true } },
  ]);
});

test("who hangs up ends it, and the audit says how far it came", async () => {
  const { request, recorded } = adminClient({ failures: many });
  const reader = (await request(path)).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  expect(recorded.lines.at(-1)?.detail).toMatchObject({ count: 500, complete: false });
});

test("an export that breaks in the middle does not look like a whole one", async () => {
  const { request, recorded } = adminClient({ broken: new Error("the database is away") });
  const response = await request(`${path}?format=csv`);
  await expect(response.text()).rejects.toThrow("the database is away");
  expect(recorded.lines.at(-1)?.detail).toMatchObject({ count: 0, complete: false });
});
