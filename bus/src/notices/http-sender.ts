import { Agent, request } from "undici";
import { reachingConnector } from "../http/reach.ts";
import type { NoticeEndpoint } from "./endpoint.ts";
import { judge, type Verdict } from "./judge.ts";
import { signed } from "./sign.ts";
import type { TakenNotice } from "./store.ts";

/** Sends notices over HTTP; whatever happens to one is its verdict. */
export type NoticeSender = {
  send(notice: Pick<TakenNotice, "id" | "body">): Promise<Verdict>;
  close(): Promise<void>;
};

type SenderOptions = {
  /** At once, of this process. */
  readonly connections: number;
  readonly timeoutMs?: number;
};

/** An answer's body says nothing that is needed; a little of it is read so that the connection can be used again. */
const maxAnswerBytes = 16_384;

/** Opens a sender with connections of its own, so that an endpoint that is slow holds up no other. Without keys nothing is signed. */
export function openNoticeSender(
  { url, keys, privateNetwork }: Pick<NoticeEndpoint, "url" | "keys" | "privateNetwork">,
  { connections, timeoutMs = 10_000 }: SenderOptions,
): NoticeSender {
  const agent = new Agent({
    connections,
    pipelining: 1,
    connect: reachingConnector({ privateNetwork }, 5_000),
    keepAliveTimeout: 4_000,
  });
  return {
    async send({ id, body }) {
      const signal = AbortSignal.timeout(timeoutMs);
      const headers = {
        ...(keys.length > 0 && signed(keys, { id, sentAt: new Date(), body })),
        "content-type": "application/json",
        "user-agent": "spindle",
      };
      try {
        const answer = await request(url, { method: "POST", headers, body, dispatcher: agent, signal });
        // The status is the answer; what comes after it, or fails to come, changes nothing.
        await answer.body.dump({ limit: maxAnswerBytes, signal }).catch(() => undefined);
        return judge({ status: answer.statusCode, headers: plainHeaders(answer.headers) }, Date);
      } catch (error) {
        return { kind: "refused", code: signal.aborted ? "timeout" : codeOf(error) };
      }
    },
    close: () => agent.destroy(),
  };
}

const plainHeaders = (
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]));

/** A code and no text: a text may quote the URL, and a receiver may have put a secret into that. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "no answer";
}
