import type { VendorRequest } from "../../adapter/index.ts";
import type { Answer, Vendor } from "../../delivery/ports.ts";

/** A request as the vendor got it. */
export type SentRequest = {
  readonly request: VendorRequest;
  readonly timeoutMs: number;
  readonly headers: Readonly<Record<string, string>>;
};

export type ScriptedVendor = Vendor & { readonly sent: readonly SentRequest[] };

/** Gives these answers in turn, and fails the test where more is asked of it. */
export function scriptedVendor(...answers: readonly (Answer | (() => Answer))[]): ScriptedVendor {
  const sent: SentRequest[] = [];
  return {
    sent,
    send: async (_route, request, { timeoutMs, headers }) => {
      const answer = answers[sent.length];
      sent.push({ request, timeoutMs, headers });
      if (!answer) throw new Error(`unexpected request: ${request.method} ${request.path}`);
      return typeof answer === "function" ? answer() : answer;
    },
  };
}

/** An answer that came back whole. */
export function answered(
  status: number,
  json: unknown = {},
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { kind: "answered", response: { status, headers, body: JSON.stringify(json), json } };
}

export const filedAt = (place: string): Answer => answered(200, { place });
export const refused = answered(400, { code: "no_room", message: "There is no room for it." });
export const connectionRefused: Answer = {
  kind: "neverLeft",
  code: "ECONNREFUSED",
  message: "connect ECONNREFUSED",
};
export const connectionReset: Answer = { kind: "noAnswer", code: "ECONNRESET", message: "read ECONNRESET" };
