import type { MiddlewareHandler } from "hono";
import { authenticate } from "../authenticate.ts";
import type { AdminEnv } from "../env.ts";
import type { SignIn } from "./open-sign-in.ts";

const patienceMs = 2_000;

/**
 * Finds out who asks where that can be told, and lets everybody pass. Only a wrong token is refused, and counted, as everywhere:
 * who gets more than others by a token could be used to guess one.
 */
export function recognise(
  signIn: SignIn,
  canTell: () => Promise<boolean>,
  isOutage: (error: unknown) => boolean,
): MiddlewareHandler<AdminEnv> {
  const known = authenticate(signIn);
  return async (c, next) => {
    const isShown = c.req.header("authorization") !== undefined;
    if ((!isShown && !signIn.sessions.isCarried(c)) || !(await canTell())) return next();
    const { promise: tooLate, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(resolve, patienceMs, undefined);
    const asked = Promise.resolve(known(c, async () => undefined)).catch((error: unknown) => {
      // It went away since it was last asked.
      if (isOutage(error)) return undefined;
      throw error;
    });
    const refusal = await Promise.race([asked, tooLate]);
    clearTimeout(timer);
    if (isShown && refusal) return refusal;
    // A cookie that has had its time is what the page about the trouble comes with.
    c.header("WWW-Authenticate", undefined);
    return next();
  };
}
