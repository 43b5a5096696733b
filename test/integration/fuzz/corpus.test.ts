import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { requestText, sendRaw } from "../way-in/raw-http.ts";
import { attributes } from "./corpus/attributes.ts";
import type { Case } from "./corpus/case.ts";
import { http } from "./corpus/http.ts";
import { payload } from "./corpus/payload.ts";
import { garbageFor } from "./corpus/webhooks.ts";
import { complaintsAbout, complaintsAboutLog } from "./judge.ts";
import { webhookPaths } from "./plan.ts";
import { startTarget, type Target } from "./target.ts";

/*
 * Known bad input, as data in `corpus/`: add a case there. Each goes over a socket to a real ingress in a process of its own.
 */

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterEach(() => target.stillRuns());

/** A server that says nothing more is not waited for: no case needs longer than its answer. */
const patienceMs = 3_000;

function bytesOf(
  { method = "POST", path = "/v1/messages", headers = [], body = "", raw }: Case,
  token: string,
) {
  if (raw) return raw(token);
  const lines = [`Authorization: Bearer ${token}`, ...headers];
  const text = requestText(`${method} ${path} HTTP/1.1`, [
    ...lines,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]);
  return Buffer.concat([Buffer.from(text), Buffer.from(body)]);
}

async function send(given: Case) {
  const answers = await sendRaw(target.port, bytesOf(given, target.token), patienceMs).catch(
    (error: unknown) => {
      if (given.mayCut !== true) throw error;
      return [];
    },
  );
  return answers.filter(({ status }) => status !== 100);
}

const groups: Readonly<Record<string, readonly Case[]>> = {
  payload,
  attributes,
  http,
  webhooks: webhookPaths.flatMap(garbageFor),
};

describe.each(Object.entries(groups))("%s", (_name, cases) => {
  test.each(cases.map((given) => [given.title, given] as const))("%s", async (_title, given) => {
    const answers = await send(given);
    expect([...answers.flatMap(complaintsAbout), ...complaintsAboutLog(target.said())]).toEqual([]);
    if (answers.length === 0 && given.mayCut === true) return;
    // More than one answer would be to a request that was smuggled in.
    const judged = answers.map(({ status }) => (given.expect.includes(status) ? "as expected" : status));
    expect(judged).toEqual(["as expected"]);
  });
});
