import { createHash } from "node:crypto";
import type { Clock } from "../delivery/ports.ts";
import type { Principal } from "../principal.ts";

/** Tells whom a bearer token stands for. */
export type Tokens = {
  /** Undefined where it stands for nobody; `refused` may hear why, in words for the log. */
  find(token: string, refused?: (reason: string) => void): Promise<Principal | undefined>;
};

type CacheOptions = {
  readonly clock: Clock;
  /** How long a token that was taken back may still work. */
  readonly keepMs?: number;
  readonly most?: number;
};

/** Remembers known tokens for a moment, so that a busy producer costs no query per message. Unknown ones are asked anew. */
export function rememberTokens(
  tokens: Tokens,
  { clock, keepMs = 5_000, most = 1_000 }: CacheOptions,
): Tokens {
  const known = new Map<string, { readonly principal: Principal; readonly untilMs: number }>();
  return {
    async find(token, refused) {
      // Not the token itself: memory dumps are read too.
      const key = createHash("sha256").update(token).digest("base64");
      const remembered = known.get(key);
      const leftMs = remembered ? remembered.untilMs - clock.now() : 0;
      // More is left than was given where the clock was set back.
      if (remembered && leftMs > 0 && leftMs <= keepMs) return remembered.principal;
      known.delete(key);
      const principal = await tokens.find(token, refused);
      if (!principal) return undefined;
      if (known.size >= most) known.clear();
      known.set(key, { principal, untilMs: clock.now() + keepMs });
      return principal;
    },
  };
}
