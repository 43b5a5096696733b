import { expect, test } from "vitest";
import { inDoubt, post } from "../adapter/index.ts";
import { recordOf } from "./record.ts";

type RecordOf = Parameters<typeof recordOf>[0];

const recorded = (request: ReturnType<typeof post>) => {
  const attempted = {
    outcome: inDoubt("timeout", "no answer"),
    doubt: true,
    exchange: { request, answer: { kind: "noAnswer", code: "timeout", message: "no answer" } },
  };
  // Of route and token only the version and the trace are looked at.
  const of: unknown = {
    attempted,
    token: { envelope: { extensions: {} } },
    route: { connection: { adapter: { version: "1.0.0" }, secrets: {} } },
    worker: "w-1",
    startedAtMs: 0,
    durationMs: 1,
    hide: (text: string) => text,
  };
  return recordOf(of as RecordOf).exchange?.request;
};

test("a record shows the path that the request wants to be recorded by", () => {
  const request = post("/accounts/acc-4711/points", {}, { recordedPath: "/accounts/{account}/points" });
  expect(recorded(request)).toContain('"path":"/accounts/{account}/points"');
  expect(recorded(post("/orders/o-1?x=1", {}))).toContain('"path":"/orders/o-1"');
});

test("of a request's headers those are shown that are about nobody and open nothing", () => {
  const headers = { "Square-Version": "2026-10-01", "X-Api-Key": "s3cret", "X-Customer-Id": "ada" };
  const kept = JSON.parse(recorded(post("/orders", {}, { headers })) ?? "");
  expect(kept.headers).toMatchObject({
    "content-type": "application/json",
    "square-version": "2026-10-01",
    "x-api-key": "•••",
    "x-customer-id": "•••",
  });
});
