import { isDeepStrictEqual } from "node:util";
import { createRoute, z } from "@hono/zod-openapi";
import { hasRight, type Principal } from "@spindlebus/bus/engine";
import { streamSSE, type SSEStreamingApi } from "hono/streaming";
import { problems, reading } from "../answers.ts";
import { principalIn, type AdminContext } from "../env.ts";
import { openHubs } from "../events/hubs.ts";
import type { Listener, Sent } from "../events/listener.ts";
import { Uuid } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem } from "../problem.ts";
import { newRouter } from "../router.ts";

const stream = {
  description: "Server-sent events; a comment every few seconds while nothing happens",
  content: { "text/event-stream": { schema: z.string() } },
};

const allRoute = createRoute({
  ...reading("events", "read"),
  method: "get",
  path: "/events",
  summary: "What happens, as it happens: replays, failure groups, circuits, pauses, failures by route",
  description:
    "Begins with `snapshot`, or after `Last-Event-ID` where that is still known; then `replay`, `group`, `circuit`, `pause` and `failures`. Ends when the token or session does, and when other connections or brands are theirs: who connects again gets what is theirs by then.",
  responses: { 200: stream, ...problems },
});

const oneRoute = createRoute({
  ...reading("events", "read"),
  method: "get",
  path: "/replays/{id}/events",
  summary: "How a replay goes on, until it has ended",
  request: { params: z.object({ id: Uuid }) },
  responses: { 200: stream, ...problems },
});

/** Whoever listens hears of a token's end, and of a client's, after so long. */
const heartbeatMs = 10_000;

/** Server-sent events. */
export function eventEndpoints(ports: AdminPorts) {
  const hubs = openHubs(ports);
  const { replays } = ports.operations;
  return newRouter()
    .openapi(allRoute, (c) => {
      const listener = hubs.listen(principalIn(c), c.req.header("last-event-id"));
      return listener
        ? told(c, listener, { first: [], choose: (sent) => sent, isLast: () => false })
        : tooMany(c);
    })
    .openapi(oneRoute, async (c) => {
      const { id } = c.req.valid("param");
      const replay = await replays.get(id);
      if (!replay) return problem(c, "not-found", `There is no replay ${id}.`);
      const first: Sent = { id: "0", event: "replay", data: replay };
      // What may have been missed is in the replay as it stands.
      const listener = hubs.listen(principalIn(c), undefined);
      return listener
        ? told(c, listener, { first: [first], choose: (sent) => ofReplay(sent, id), isLast: hasEnded })
        : tooMany(c);
    });
}

const tooMany = (c: AdminContext) => problem(c, "unavailable", "Too many listen already.");

function ofReplay(sent: Sent, id: string): Sent | undefined {
  if (sent.event === "replay") return sent.data.id === id ? sent : undefined;
  const replay = sent.event === "snapshot" ? sent.data.replays.find((each) => each.id === id) : undefined;
  return replay && { id: sent.id, event: "replay", data: replay };
}

const hasEnded = (sent: Sent): boolean => sent.event === "replay" && sent.data.finishedAt !== null;

type Programme = {
  /** Sent at once. */
  readonly first: readonly Sent[];
  /** What of the news is for this stream. */
  readonly choose: (sent: Sent) => Sent | undefined;
  /** Whether nothing comes after it. */
  readonly isLast: (sent: Sent) => boolean;
};

function told(c: AdminContext, listener: Listener, { first, choose, isLast }: Programme): Response {
  const stillMay = permission(c);
  c.header("X-Accel-Buffering", "no");
  return streamSSE(c, async (sse) => {
    sse.onAbort(() => listener.close());
    try {
      for (let news: readonly Sent[] | undefined = first; news; news = await listener.next(heartbeatMs)) {
        if (!(await stillMay())) return;
        const chosen = news.flatMap((each) => choose(each) ?? []);
        await send(sse, chosen);
        if (chosen.some(isLast)) return;
      }
    } finally {
      listener.close();
    }
  });
}

async function send(sse: SSEStreamingApi, news: readonly Sent[]): Promise<void> {
  if (news.length === 0) await sse.write(": nothing new\n\n");
  for (const { id, event, data } of news) await sse.writeSSE({ id, event, data: JSON.stringify(data) });
}

/**
 * Asks, not more often than every heartbeat, whether the token is still good for this. What a stream tells was chosen when it
 * began, so it is also over where the token is limited to something else by now.
 */
function permission(c: AdminContext): () => Promise<boolean> {
  const again = c.get("authenticateAgain");
  const limits = limitsOf(principalIn(c));
  let askedMs = performance.now();
  return async () => {
    if (performance.now() - askedMs < heartbeatMs) return true;
    askedMs = performance.now();
    const principal = await again?.();
    if (!principal || !hasRight(principal.roles, "read")) return false;
    return isDeepStrictEqual(limitsOf(principal), limits);
  };
}

const limitsOf = ({ connections = null, brands = null }: Principal) => ({ connections, brands });
