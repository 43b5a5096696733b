import { SearchTooWide } from "@spindlebus/bus/engine";
import { expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";

const path = (query: Readonly<Record<string, string>>): string =>
  `/api/v1/failures?${new URLSearchParams(query).toString()}`;

test("terms of q and fields of their own make one filter", async () => {
  const { ask, recorded } = adminClient();
  const q = 'state:dead code:card* attempts:>3 payload.orderId:123 "free text"';
  await ask(path({ q, route: "a.b", payload: "store.storeId:0042" }));
  expect(recorded.filters).toEqual([
    {
      route: "a.b",
      states: ["dead"],
      code: "card*",
      attempts: { min: 4 },
      payload: [
        { path: "store.storeId", value: "0042" },
        { path: "orderId", value: "123" },
      ],
      texts: ["free text"],
    },
  ]);
});

test("a payload value may have what separates it from its path", async () => {
  const { ask, recorded } = adminClient();
  await ask(path({ payload: "orderId=a:b=c" }));
  expect(recorded.filters).toEqual([{ payload: [{ path: "orderId", value: "a:b=c" }] }]);
});

test("groups are named by terms of their own", async () => {
  const { ask, recorded } = adminClient();
  await ask(path({ ofGroups: 'state:open "card is"', state: "dead" }));
  expect(recorded.filters).toEqual([{ states: ["dead"], ofGroups: { states: ["open"], text: "card is" } }]);
});

test.each([
  [{ ofGroups: "state:open card is" }, /ofGroups.*at 17: text is given twice/],
  [{ q: "rute:a.b" }, /q, at 1: there is no field "rute"/],
  [{ q: "state:dead", state: "dead" }, /state is given twice/],
  [{ q: 'a "b' }, /q, at 3: a quote stands alone/],
  [{ payload: "nose:1" }, /No contract indexes "nose". Indexed are: orderId \(order.completed.v1\)/],
  [{ q: "payload.nose:1" }, /No contract indexes "nose"/],
  [{ payload: "orderId" }, /is not <path>:<value>/],
  [{ attempts: "many" }, /is a number/],
])("%j is refused with what is wrong", async (query, detail) => {
  const { status, json } = await adminClient().ask(path(query));
  expect([status, json.code]).toEqual([400, "malformed"]);
  expect(json.detail).toMatch(detail);
});

test("a replay's selection is refused likewise", async () => {
  const { status, json } = await adminClient().ask("/api/v1/replays", {
    method: "POST",
    token: "operator",
    headers: { "idempotency-key": "1" },
    json: { selection: { filter: { q: "payload.nose:1" }, expectedCount: 1 }, reason: "mended" },
  });
  expect([status, json.code]).toEqual([400, "malformed"]);
});

test("a search that takes too long says how to narrow it", async () => {
  const broken = new SearchTooWide("The search was not done after 8 seconds.");
  const { status, json } = await adminClient({ broken }).ask("/api/v1/failures");
  expect([status, json.code]).toEqual([422, "search-too-wide"]);
  expect(json.detail).toMatch(/8 seconds. Narrow it by from and to/);
});
