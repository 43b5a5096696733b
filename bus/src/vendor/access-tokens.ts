import type { AccessToken } from "../adapter/index.ts";
import type { Clock } from "../delivery/ports.ts";

/** Why there is no token; `later` where the token endpoint asks to be left alone. */
export type Lack = {
  readonly kind: "lack";
  readonly code: string;
  readonly message: string;
  readonly later?: { readonly retryAfterMs: number | undefined };
  /** The endpoint said no to this client: to ask again at once would be another no. */
  readonly refused?: true;
};

/** A token that is wanted: by whom it is shared, and how it is fetched. `fetch` never rejects. */
export type TokenAsk = {
  readonly key: string;
  readonly fetch: () => Promise<({ readonly kind: "token" } & AccessToken) | Lack>;
};

/** The access tokens of one process. */
export type AccessTokens = {
  /** A token that is good for now, waiting at most so long for a new one. */
  get(ask: TokenAsk, waitMs: number): Promise<{ readonly kind: "token"; readonly token: string } | Lack>;
  /** The vendor took it. */
  worked(ask: TokenAsk, token: string): void;
  /** The vendor refused it; whether another try with another token is worth while. */
  drop(ask: TokenAsk, token: string): boolean;
};

type Held = {
  readonly token: string;
  readonly fetchedAtMs: number;
  readonly renewAtMs: number;
  readonly usableUntilMs: number;
  /** It was fetched in place of one that was refused. */
  readonly replacement: boolean;
  worked: boolean;
};

type Slot = {
  held?: Held | undefined;
  fetching?: Promise<Held | Lack> | undefined;
  lack?: { readonly lack: Lack; readonly untilMs: number } | undefined;
  failures: number;
  dropped: boolean;
};

const defaultLifetimeSeconds = 300;
/** A token that was refused from its first minute on is not worth another: it is the client's rights that are wrong. */
const mistrustMs = 60_000;

/**
 * Keeps tokens until shortly before their end, fetches one at a time for all who wait, and renews in the background from
 * about three quarters of the lifetime on, jittered so that processes do not come all at once.
 */
export function openAccessTokens(clock: Clock, random: () => number = Math.random): AccessTokens {
  const slots = new Map<string, Slot>();
  const slotOf = ({ key }: TokenAsk): Slot => {
    const slot = slots.get(key) ?? { failures: 0, dropped: false };
    slots.set(key, slot);
    return slot;
  };

  const fetchInto = async (slot: Slot, ask: TokenAsk): Promise<Held | Lack> => {
    const askedAtMs = clock.now();
    const got = await ask.fetch();
    slot.fetching = undefined;
    if (got.kind === "lack") {
      slot.failures += 1;
      slot.lack = { lack: got, untilMs: clock.now() + restMs(got, slot.failures) };
      return got;
    }
    const held = heldOf(got, { askedAtMs, random, replacement: slot.dropped });
    Object.assign(slot, { held, lack: undefined, failures: 0, dropped: false });
    return held;
  };
  const fetchOnce = (slot: Slot, ask: TokenAsk) => (slot.fetching ??= fetchInto(slot, ask));
  const lackOf = ({ lack: remembered }: Slot): Lack | undefined => {
    const leftMs = remembered ? remembered.untilMs - clock.now() : 0;
    if (!remembered || leftMs <= 0) return undefined;
    const { lack } = remembered;
    return lack.later ? { ...lack, later: { retryAfterMs: leftMs } } : lack;
  };

  return {
    async get(ask, waitMs) {
      const slot = slotOf(ask);
      const { held } = slot;
      const lack = lackOf(slot);
      if (held && clock.now() < held.usableUntilMs) {
        // Nobody waits for it: the old one is good enough, and if no new one comes the next who asks tries again.
        if (clock.now() >= held.renewAtMs && !lack) void fetchOnce(slot, ask);
        return { kind: "token", token: held.token };
      }
      if (lack) return lack;
      const got = await within(fetchOnce(slot, ask), waitMs);
      return "kind" in got ? got : { kind: "token", token: got.token };
    },
    worked(ask, token) {
      const { held } = slotOf(ask);
      if (held?.token === token) held.worked = true;
    },
    drop(ask, token) {
      const slot = slotOf(ask);
      const { held } = slot;
      if (held?.token !== token) return true;
      const young = clock.now() - held.fetchedAtMs < mistrustMs;
      if (held.replacement && !held.worked && young) return false;
      Object.assign(slot, { held: undefined, dropped: true });
      return true;
    },
  };
}

function heldOf(
  { token, expiresInSeconds = defaultLifetimeSeconds }: AccessToken,
  { askedAtMs, random, replacement }: { askedAtMs: number; random: () => number; replacement: boolean },
): Held {
  const lifetimeMs = expiresInSeconds * 1_000;
  return {
    token,
    fetchedAtMs: askedAtMs,
    renewAtMs: askedAtMs + lifetimeMs * (0.7 + 0.15 * random()),
    // What expires on its way would cost a refusal.
    usableUntilMs: askedAtMs + lifetimeMs - Math.min(30_000, lifetimeMs / 10),
    replacement,
    worked: false,
  };
}

const longestRestMs = 60_000;

/** How long the endpoint is left alone, whoever asks: it would be asked by every message otherwise. */
function restMs({ later, refused }: Lack, failures: number): number {
  const growing = Math.min(longestRestMs, 500 * 2 ** failures);
  if (later) return Math.max(1_000, later.retryAfterMs ?? growing);
  return refused ? Math.max(15_000, growing) : growing;
}

async function within(fetching: Promise<Held | Lack>, waitMs: number): Promise<Held | Lack> {
  const { promise, resolve } = Promise.withResolvers<Lack>();
  const timer = setTimeout(() => resolve(late), Math.max(0, waitMs));
  try {
    return await Promise.race([fetching, promise]);
  } finally {
    clearTimeout(timer);
  }
}

const late: Lack = {
  kind: "lack",
  code: "tokenLate",
  message: "The access token came too late for this request; the next has it.",
};
