import type { Principal } from "@spindlebus/bus/engine";
import type { AdminPorts } from "../ports.ts";
import type { Sight } from "./changes.ts";
import { openHub, type Hub } from "./hub.ts";
import type { Listener } from "./listener.ts";

/** Who listens to what happens, all of them together. */
export type Hubs = {
  /** Undefined where there are too many. */
  listen(principal: Principal, after: string | undefined): Listener | undefined;
};

const mostListeners = 200;
/** Failures are counted by reading them, so not each time. */
const countEvery = 10;

/** A hub for those who may see the same; it looks as the first of them, with no more than that one may see. */
export function openHubs({ operations }: Pick<AdminPorts, "operations">): Hubs {
  const hubs = new Map<string, Hub>();
  let listening = 0;
  return {
    listen(principal, after) {
      if (listening >= mostListeners) return undefined;
      const scope = scopeKey(principal);
      const hub = hubs.get(scope) ?? openHub({ look: lookOf(operations) });
      hubs.set(scope, hub);
      listening += 1;
      const listener = hub.listen(after);
      let isClosed = false;
      return {
        next: (withinMs) => listener.next(withinMs),
        close: () => {
          if (!isClosed) listening -= 1;
          isClosed = true;
          listener.close();
        },
      };
    },
  };
}

/** All that a token says beside who it is: who differ in anything share nothing. */
function scopeKey({ id: _id, name: _name, ...limits }: Principal): string {
  return JSON.stringify(limits);
}

function lookOf({ events, planState }: AdminPorts["operations"]): () => Promise<Sight> {
  let looks = 0;
  let failures: Sight["failures"] = {};
  return async () => {
    if (looks % countEvery === 0) failures = Object.fromEntries(await planState.counts());
    looks += 1;
    return { ...(await events.look()), failures };
  };
}
