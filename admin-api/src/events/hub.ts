import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { changesBetween, type News, type Sight } from "./changes.ts";
import { openListener, type Listener, type Sent, type Told } from "./listener.ts";

/** Tells any number of listeners what happens; they cost one look a second together, and nothing while nobody listens. */
export type Hub = {
  /** @param after the id of the last event that was received: what came since is told, if it is still known */
  listen(after: string | undefined): Listener;
};

type HubOptions = {
  readonly look: () => Promise<Sight>;
  /** Resolves when it is time for the next look. */
  readonly pause?: () => Promise<unknown>;
};

const lookEveryMs = 1_000;
const mostRemembered = 1_000;

export function openHub({ look, pause = () => delay(lookEveryMs) }: HubOptions): Hub {
  const epoch = randomUUID().slice(0, 8);
  const listeners = new Set<Told>();
  const ungreeted = new Set<Told>();
  let remembered: Sent[] = [];
  let count = 0;
  let known: Sight | undefined;

  const tell = (news: Sent) => {
    remembered = [...remembered, news].slice(-mostRemembered);
    for (const listener of listeners) if (!ungreeted.has(listener)) listener.tell(news);
  };
  const greet = (sight: Sight) => {
    const snapshot: Sent = { id: `${epoch}-${count}`, event: "snapshot", data: sight };
    for (const listener of ungreeted) listener.tell(snapshot);
    ungreeted.clear();
  };
  const take = (sight: Sight) => {
    const changes: readonly News[] = known ? changesBetween(known, sight) : [];
    for (const change of changes) tell({ id: `${epoch}-${(count += 1)}`, ...change });
    known = sight;
    greet(sight);
  };
  const run = async () => {
    while (listeners.size > 0) {
      // While the database is away there is nothing to tell; what happens meanwhile the next look sees.
      const sight = await look().catch(() => undefined);
      if (sight) take(sight);
      await pause();
    }
    // Nobody looked any more: whoever comes now is told how things stand, and not what went on between.
    known = undefined;
    remembered = [];
    running = false;
  };
  let running = false;

  return {
    listen(after) {
      const place = remembered.findIndex(({ id }) => id === after);
      const listener = openListener(place === -1 ? [] : remembered.slice(place + 1), (closed) => {
        listeners.delete(closed);
        ungreeted.delete(closed);
      });
      listeners.add(listener);
      if (place === -1) ungreeted.add(listener);
      if (place === -1 && known) greet(known);
      if (!running) {
        running = true;
        void run(); // it rejects never: a look that fails is made again
      }
      return listener;
    },
  };
}
