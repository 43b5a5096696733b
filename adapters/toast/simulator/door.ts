import type { Context } from "hono";
import { z } from "zod";
import type { ToastSecrets, ToastSettings } from "../src/settings.ts";

const Login = z.strictObject({
  clientId: z.string(),
  clientSecret: z.string(),
  userAccessType: z.literal("TOAST_MACHINE_CLIENT"),
});

/** Toast's error body (doc.toasttab.com/doc/devguide/apiResponsesAndErrors.html). */
export const toastError = (
  status: 400 | 401 | 403 | 404 | 415 | 429 | 503,
  message: string,
  code: number = status,
): Response =>
  Response.json(
    {
      status,
      code,
      message,
      messageKey: null,
      requestId: "5f0c1d2e-0000-4000-8000-00000000000f",
      errors: [],
    },
    { status },
  );

/** Who may come in: logins, their tokens, and how often. */
export function openDoor(
  settings: ToastSettings,
  secrets: ToastSecrets,
  nowMs: () => number,
): {
  readonly login: (c: Context) => Promise<Response>;
  readonly refused: (c: Context) => Response | undefined;
  readonly restaurantOf: (c: Context) => string;
} {
  const tokens = new Map<string, number>();
  const spent = new Map<string, { readonly second: number; readonly count: number }>();
  const restaurants = new Set(Object.values(settings.stores).map(({ restaurant }) => restaurant));
  const restaurantOf = (c: Context) => c.req.header("toast-restaurant-external-id") ?? "";

  const tooMany = (key: string): Response | undefined => {
    const second = Math.floor(nowMs() / 1_000);
    const known = spent.get(key);
    const count = known?.second === second ? known.count + 1 : 1;
    spent.set(key, { second, count });
    return count > 20 ? rateLimited(nowMs) : undefined;
  };

  return {
    restaurantOf,
    login: async (c) => {
      const login = Login.safeParse(await c.req.json().catch(() => undefined));
      if (!login.success) return toastError(400, "The login is not readable.");
      const { clientId, clientSecret } = login.data;
      if (clientId !== secrets.clientId || clientSecret !== secrets.clientSecret)
        return toastError(401, "Access token request was denied.");
      const accessToken = `toast-token-${tokens.size + 1}-${nowMs().toString(36)}`;
      tokens.set(accessToken, nowMs() + 86_400_000);
      const token = {
        tokenType: "Bearer",
        scope: null,
        expiresIn: 86_400,
        accessToken,
        idToken: null,
        refreshToken: null,
      };
      return c.json({ "@class": ".SuccessfulResponse", token, status: "SUCCESS" });
    },
    refused: (c) => {
      const token = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
      if ((tokens.get(token) ?? 0) <= nowMs()) return toastError(401, "The access token is not valid.");
      const restaurant = restaurantOf(c);
      if (restaurant === "") return toastError(400, "Toast-Restaurant-External-ID is required.");
      if (!restaurants.has(restaurant))
        return toastError(403, "The client has no access to this restaurant.");
      const hasBody = c.req.method !== "GET";
      if (hasBody && !(c.req.header("content-type") ?? "").startsWith("application/json"))
        return toastError(415, "The content type is application/json.");
      return tooMany(restaurant);
    },
  };
}

/** 429 as Toast gives it, with its own headers. */
export function rateLimited(nowMs: () => number): Response {
  const response = toastError(429, "Too many requests.", 10_029);
  const reset = Math.floor(nowMs() / 1_000) + 1;
  response.headers.set("x-toast-ratelimit-by", "GLOBAL");
  response.headers.set("x-toast-ratelimit-remaining", "0");
  response.headers.set("x-toast-ratelimit-reset", String(reset));
  response.headers.set("retry-after", "1");
  return response;
}
