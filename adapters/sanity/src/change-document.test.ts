import type { VendorResponse } from "@spindlebus/bus/adapter";
import { expect, test } from "vitest";
import { changeDocument, type Plan, type States } from "./change-document.ts";
import { documentRequests } from "./requests.ts";
import { SanitySettings } from "./settings.ts";

const settings = SanitySettings.parse({});
const requests = documentRequests(settings, "p1");
const write = requests.publish("r1");

const answer = (status: number, json: unknown): VendorResponse => ({
  status,
  headers: {},
  body: JSON.stringify(json),
  json,
});

const failed = (...types: readonly string[]) =>
  answer(409, {
    error: {
      type: "mutationError",
      description: "The mutation(s) failed",
      items: types.map((type, index) => ({ error: { type, description: `It is ${type}` }, index })),
    },
  });

/** How it goes on after this answer, at this point of the conversation. */
const after = (response: VendorResponse, at: { step: number; carry: null | "written" }) => {
  const plan = (states: States): Plan => ({ kind: "plan", write: states.draft && write });
  return changeDocument(response, { documentId: "p1", settings, plan }, at);
};
const read = { step: 0, carry: null } as const;
const written = { step: 1, carry: "written" } as const;
const draft = { _id: "drafts.p1", _type: "page", _rev: "r1" };

test("what is missing is written at the revision that was read, and what is so already is not", () => {
  expect(after(answer(200, { documents: [draft], omitted: [] }), read)).toEqual({
    kind: "next",
    request: write,
    carry: "written",
  });
  expect(after(answer(200, { documents: [] }), read)).toMatchObject({ kind: "applied", reference: "p1" });
});

test.each([
  "documentRevisionIDDoesNotMatchError",
  "documentAlreadyExistsError",
  "documentNotFoundError",
  "transactionConflictError",
])("where somebody was faster (%s) it is read again, twice, and then later", (type) => {
  const again = { kind: "next", request: requests.read(), carry: null };
  expect(after(failed(type), written)).toEqual(again);
  expect(after(failed(type), { step: 3, carry: "written" })).toEqual(again);
  expect(after(failed(type), { step: 5, carry: "written" })).toMatchObject({ kind: "retry", code: type });
});

test("a transaction id that is taken says that it was done", () => {
  const taken = { error: { type: "transactionAlreadyExistsError", description: "exists" } };
  expect(after(answer(409, taken), written)).toMatchObject({ kind: "applied", reference: "p1" });
  // Never of a read, which takes no id.
  expect(after(answer(409, taken), read)).toMatchObject({ kind: "retry" });
});

test("a document that the token may not see is not taken for missing", () => {
  const hidden = { documents: [], omitted: [{ id: "drafts.p1", reason: "permission" }] };
  expect(after(answer(200, hidden), read)).toMatchObject({ kind: "blocked", code: "credentials_refused" });
  const missing = { documents: [], omitted: [{ id: "drafts.p1", reason: "existence" }] };
  expect(after(answer(200, missing), read)).toMatchObject({ kind: "applied" });
});

test.each([
  [answer(200, { documents: "none" }), read],
  [answer(200, { ok: true }), written],
  [answer(200, undefined), written],
])("a success that says nothing readable is in doubt", (response, at) => {
  expect(after(response, at)).toMatchObject({ kind: "inDoubt", code: "unreadable_answer" });
});

const http = (status: number, error: string, message: string) =>
  answer(status, { statusCode: status, error, message });

test.each([
  [http(401, "Unauthorized", "Session not found"), { kind: "blocked", code: "credentials_refused" }],
  [http(402, "Payment Required", "Quota exceeded"), { kind: "blocked", code: "plan_exhausted" }],
  [http(404, "Not Found", "Dataset not found"), { kind: "blocked", code: "dataset_unknown" }],
  [answer(404, "<html>"), { kind: "blocked", code: "not_sanity" }],
  [http(413, "Payload Too Large", "too long"), { kind: "rejected", code: "Payload Too Large" }],
  [failed("somethingNew"), { kind: "retry", code: "somethingNew", message: "It is somethingNew" }],
  [answer(400, { error: { type: "mutationError", description: "Malformed" } }), { kind: "rejected" }],
])("answer %# means what the README says", (response, outcome) => {
  expect(after(response, written)).toMatchObject(outcome);
});

test("429 waits as Sanity's own header says, where the standard one is missing", () => {
  const limited = http(429, "Too Many Requests", "API rate limit exceeded");
  const limitedWith = (headers: Record<string, string>) => after({ ...limited, headers }, written);
  expect(limitedWith({ "ratelimit-reset": "7" })).toMatchObject({ kind: "throttled", retryAfterMs: 7_000 });
  // The bus reads Retry-After itself.
  expect(limitedWith({ "ratelimit-reset": "7", "retry-after": "3" })).toMatchObject({
    retryAfterMs: undefined,
  });
  expect(limitedWith({ "ratelimit-reset": "soon" })).toMatchObject({ retryAfterMs: undefined });
});
