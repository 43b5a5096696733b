import { z } from "zod";
import { auth0Error, type Answer } from "./answer.ts";

type Options = {
  readonly secrets: { readonly clientId: string; readonly clientSecret: string };
  readonly audience: string | undefined;
  readonly nowMs: () => number;
};

const Grant = z.object({
  grant_type: z.string(),
  client_id: z.string(),
  client_secret: z.string(),
  audience: z.string(),
});

const livesSeconds = 86_400;

/** `POST /oauth/token` for client credentials, and the tokens it gave; they live for a day. */
export function tokenEndpoint({ secrets, audience, nowMs }: Options) {
  const tokens = new Map<string, number>();
  const run = nowMs().toString(36);
  const denied = (status: number, error: string, description: string): Answer => ({
    status,
    body: { error, error_description: description },
  });
  return {
    grant(fields: unknown): Answer {
      const read = Grant.safeParse(fields);
      if (!read.success) return denied(400, "invalid_request", "Missing required parameter");
      const { grant_type, client_id, client_secret, audience: wanted } = read.data;
      if (grant_type !== "client_credentials")
        return denied(403, "unauthorized_client", "Grant type not allowed");
      if (client_id !== secrets.clientId || client_secret !== secrets.clientSecret)
        return denied(401, "access_denied", "Unauthorized");
      if (audience === undefined ? !wanted.endsWith("/api/v2/") : wanted !== audience)
        return denied(403, "access_denied", `Service not enabled within domain: ${wanted}`);
      const token = `sim-${run}-${tokens.size + 1}`;
      tokens.set(token, nowMs() + livesSeconds * 1_000);
      return { status: 200, body: { access_token: token, token_type: "Bearer", expires_in: livesSeconds } };
    },

    /** The refusal of a request without a live token; undefined where there is one. */
    refusal(authorization: string | undefined): Answer | undefined {
      if (authorization === undefined) return auth0Error(401, "Missing authentication");
      const [, token = ""] = /^Bearer (\S+)$/.exec(authorization) ?? [];
      const untilMs = tokens.get(token);
      if (untilMs === undefined) return auth0Error(401, "Invalid token");
      return untilMs > nowMs()
        ? undefined
        : auth0Error(401, "Expired token received for JSON Web Token validation");
    },
  };
}
