import { fetchedBearer } from "@spindlebus/bus/adapter";
import { z } from "zod";
import type { ToastSecrets, ToastSettings } from "./settings.ts";

const LoginAnswer = z.looseObject({
  token: z.looseObject({ accessToken: z.string().min(1), expiresIn: z.number().positive().nullish() }),
});

/**
 * Toast's login: client credentials in a JSON of its own, and a token that is good for a day. Toast allows two logins an
 * hour, so the bus keeps one token for all workers of a process.
 */
export const toastLogin = fetchedBearer<ToastSettings, ToastSecrets>({
  request: ({ settings: { userAccessType }, secrets: { clientId, clientSecret } }) => ({
    url: "/authentication/v1/authentication/login",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ clientId, clientSecret, userAccessType }),
  }),
  read: ({ json }) => {
    const answer = LoginAnswer.safeParse(json);
    if (!answer.success) return undefined;
    const { accessToken: token, expiresIn } = answer.data.token;
    return { token, ...(expiresIn && { expiresInSeconds: expiresIn }) };
  },
});
