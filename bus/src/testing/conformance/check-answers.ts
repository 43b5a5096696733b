import type { AnyOperation, Outcome, VendorResponse } from "../../adapter/index.ts";
import type { Fault } from "./checks.ts";
import { costly } from "./costly.ts";
import { oversized } from "./other-values.ts";
import type { Sample } from "./pure.ts";

const statuses = [
  200, 201, 202, 204, 301, 302, 304, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411, 412, 413, 414,
  415, 418, 421, 422, 423, 424, 425, 426, 428, 429, 431, 451, 499,
];

const bodies: Readonly<Record<string, string>> = {
  "no body": "",
  null: "null",
  "an empty object": "{}",
  "an empty list": "[]",
  "a text": '"no"',
  "a number": "7",
  "a page of HTML": "<html><body><h1>Bad gateway</h1></body></html>",
  "half of an object": '{"id":"1","st',
  "an error of an unknown shape":
    '{"error":{"code":"zz_new","type":"zz_new","message":"new"},"errors":[{"code":"zz"}]}',
  "an error in other types": '{"error":42,"errors":"many","code":[],"message":{}}',
};

const kinds = new Set([
  "applied",
  "unchanged",
  "superseded",
  "throttled",
  "retry",
  "inDoubt",
  "rejected",
  "blocked",
  "next",
]);

/** Whatever a vendor answers, the adapter makes an outcome of it, and no outcome that could do it twice. */
export function checkAnswers(operation: AnyOperation, sample: Sample, fault: Fault): void {
  for (const status of statuses) {
    for (const [name, body] of Object.entries(bodies)) {
      const what = `${status} with ${name}`;
      const said = outcomeOf(
        operation,
        sample,
        { status, headers: {}, body, json: jsonOf(body) },
        what,
        fault,
      );
      for (const outcome of said)
        checkOutcome(operation, status, outcome, (text) => fault(`${what} ${text}`));
    }
  }
}

/** The genuine answer with something long or deep in one place. */
export function checkLong(operation: AnyOperation, sample: Sample, fault: Fault): void {
  const { response } = sample;
  for (const { pointer, body } of oversized(response.json ?? {})) {
    const answer = { ...response, body, json: jsonOf(body) };
    const cost = costly(() => outcomeOf(operation, sample, answer, `something long at ${pointer}`, fault));
    if (cost !== undefined) return fault(`something long or deep at ${pointer} ${cost}`);
  }
}

/** An answer as long as the bus takes them. */
export function checkHuge(operation: AnyOperation, sample: Sample, fault: Fault): void {
  const json = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, n) => [`field${n}`, `value ${n} ${"x".repeat(20)}`]),
  );
  const body = JSON.stringify({ data: [json], error: json, message: "x".repeat(100_000) });
  const startedAt = performance.now();
  for (const status of [200, 400])
    outcomeOf(
      operation,
      sample,
      { status, headers: {}, body, json: jsonOf(body) },
      `${status} with a huge body`,
      fault,
    );
  const tookMs = performance.now() - startedAt;
  if (tookMs > 5_000) fault(`two huge answers hold up the process for ${Math.round(tookMs)} ms`);
}

function outcomeOf(
  operation: AnyOperation,
  { about, context }: Sample,
  response: VendorResponse,
  what: string,
  fault: Fault,
): readonly Outcome[] {
  // The author's own types end at the registry; the sample is what the function was given before.
  const interpret = operation.interpret as (
    response: VendorResponse,
    about: unknown,
    context: unknown,
  ) => unknown;
  try {
    const said = interpret(response, about, context);
    const all = (Array.isArray(said) ? said : [said]).filter((each) => each !== undefined) as Outcome[];
    for (const { kind } of all) if (!kinds.has(kind)) fault(`${what} is no outcome: ${kind}`);
    return all;
  } catch (error) {
    fault(
      `${what} makes interpret throw: ${error instanceof Error ? error.message.slice(0, 200) : "a value"}`,
    );
    return [];
  }
}

function checkOutcome({ idempotency }: AnyOperation, status: number, outcome: Outcome, fault: Fault): void {
  const { kind } = outcome;
  if ("code" in outcome && (outcome.code === "" || outcome.message === ""))
    fault(`is ${kind} without a code or words`);
  if (status < 300) {
    if (idempotency !== "natural" && kind === "rejected") fault("is rejected, and it may have been done");
    if (["probe", "none"].includes(idempotency) && (kind === "retry" || kind === "throttled"))
      fault(`is ${kind}, and it may have been done`);
    return;
  }
  if (kind === "applied" && status !== 404 && status !== 409 && status !== 410) fault("is applied");
  if (status === 401 && !["blocked", "retry", "throttled"].includes(kind))
    fault(`is ${kind}; wrong credentials are blocked: nothing is wrong with the message`);
  if (status === 429 && kind !== "throttled") fault(`is ${kind}, not throttled`);
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
