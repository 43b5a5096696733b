import type { Answer } from "../../delivery/ports.ts";
import type { Between } from "./world.ts";

const timedOut: Answer = { kind: "noAnswer", code: "timeout", message: "The vendor gave no answer in time." };

/** The n-th request from now on has no answer: it never arrived, or it was done and the answer is lost. `bodies` gets that of each answer. */
export function strikeAt(nth: number, when: "before" | "after", bodies: string[]): Between {
  let requests = 0;
  return async (_request, send) => {
    requests += 1;
    const isStruck = requests === nth;
    if (isStruck && when === "before") return timedOut;
    const answer = await send();
    if (answer.kind === "answered") bodies.push(answer.response.body);
    return isStruck ? timedOut : answer;
  };
}

/** Every JSON answer has fields, on every level, that nobody has heard of. */
export const withMoreFields: Between = async (_request, send) => {
  const answer = await send();
  if (answer.kind !== "answered" || answer.response.json === undefined) return answer;
  const json = moreFields(answer.response.json);
  return { kind: "answered", response: { ...answer.response, json, body: JSON.stringify(json) } };
};

/** JSON with a field more in every object of the vendor's own. */
export function moreFields(value: unknown, isOutermost = true): unknown {
  if (Array.isArray(value)) return value.map((each) => moreFields(each, false));
  if (typeof value !== "object" || value === null) return value;
  const inner = Object.entries(value).map(([name, each]) => [name, moreFields(each, false)]);
  // What holds values of one type only may be a map: of a customer's own notes, of languages. Its keys are no fields.
  const isMap = new Set(Object.values(value).map((each) => typeof each)).size < 2;
  if (isMap && !isOutermost) return Object.fromEntries(inner);
  return { ...Object.fromEntries(inner), zzNewAtTheVendor: { since: "2031-01-01", list: [1, "two", null] } };
}

/** A 429 that names seconds names these; `named` is called where one did. */
export const withRetryAfter =
  (seconds: number, named: () => void): Between =>
  async (_request, send) => {
    const answer = await send();
    if (answer.kind !== "answered" || answer.response.headers["retry-after"] === undefined) return answer;
    named();
    const headers = { ...answer.response.headers, "retry-after": String(seconds) };
    return { kind: "answered", response: { ...answer.response, headers } };
  };
