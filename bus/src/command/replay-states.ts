import { setTimeout as delay } from "node:timers/promises";
import type { Api } from "./api.ts";
import { ReplayAnswer, replaysPath } from "./replay-answers.ts";
import { readEvents } from "./server-sent-events.ts";

const pollMs = 500;
/** The admin API says something every ten seconds. */
const mostSilentMs = 25_000;

/** A replay as it stands whenever something changed, as the admin API tells it; where it tells nothing, it is asked. */
export async function* replayStates(api: Api, id: string): AsyncGenerator<ReplayAnswer> {
  const path = `${replaysPath}/${encodeURIComponent(id)}`;
  yield* told(api, `${path}/events`);
  for (;;) {
    yield await api.get(path, ReplayAnswer);
    await delay(pollMs);
  }
}

/** Ends with the stream, however that ends: an older server or a proxy may not have it. */
async function* told(api: Api, path: string): AsyncGenerator<ReplayAnswer> {
  const over = new AbortController();
  try {
    const stream = await api.stream(path, { signal: over.signal });
    for await (const { event, data } of readEvents(stream, mostSilentMs))
      if (event === "replay") yield ReplayAnswer.parse(JSON.parse(data));
  } catch {
    // Whatever it was: if it is more than the stream, asking meets it again, and says so.
  } finally {
    over.abort();
  }
}
