import { type Agent, request as send } from "undici";
import type { Answer } from "../delivery/ports.ts";
import type { LargeAnswers } from "./large-answers.ts";
import { readResponse } from "./read-response.ts";
import { failureOf } from "./wire-failure.ts";

/** What a connection has for itself: its sockets, and its share of memory and time. */
export type Pool = { readonly agent: Agent; readonly large: LargeAnswers };

/** A request with everything in it. */
export type WireRequest = {
  readonly url: URL;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
};

/** What every request says of itself. What is not packed cannot unpack to more than was read. */
export const commonHeaders = {
  accept: "application/json",
  "accept-encoding": "identity",
  "user-agent": "spindle",
} as const;

/** One request and its whole answer within the time, or what went wrong; never throws. */
export async function exchange(
  { url, method, headers, body }: WireRequest,
  { agent, large }: Pool,
  timeoutMs: number,
): Promise<Answer> {
  const controller = new AbortController();
  const late = () => controller.abort(new Error(`no answer within ${Math.round(timeoutMs)} ms`));
  const timer = setTimeout(late, timeoutMs);
  try {
    const response = await send(url, {
      method,
      headers: { ...headers },
      body: body ?? null,
      dispatcher: agent,
      signal: controller.signal,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    return { kind: "answered", response: await readResponse(response, large, controller.signal) };
  } catch (error) {
    return failureOf(error, controller.signal);
  } finally {
    clearTimeout(timer);
  }
}
