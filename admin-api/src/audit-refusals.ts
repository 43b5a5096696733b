import type { AuditLog } from "@spindlebus/bus/engine";
import type { MiddlewareHandler } from "hono";
import type { AdminEnv } from "./env.ts";
import type { SignIn } from "./sign-in/open-sign-in.ts";

const longestPath = 500;
/** Where a credential comes in another way than as a bearer token. */
const logInPaths = new Set(["/auth/callback", "/auth/token"]);

/**
 * Notes in the audit what was refused to whom: what a token does not allow, what a state does not, and tokens and log-ins that are none. It
 * sees the answer, so that no endpoint can forget it; where the line cannot be written, the answer is that of an outage.
 */
export function auditRefusals(
  audit: Pick<AuditLog, "append">,
  { noteFailed, addressOf }: Pick<SignIn, "noteFailed" | "addressOf">,
): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    await next();
    const { status } = c.res;
    const path = c.req.path.slice(0, longestPath);
    // Whoever shows nothing is only asked for something.
    const tried = c.req.header("authorization") !== undefined || logInPaths.has(path);
    if (tried && (status === 401 || status === 429)) return noteFailed({ from: addressOf(c), path });
    const principal = c.get("principal");
    if (!principal || (status !== 403 && status !== 409)) return undefined;
    const detail = { method: c.req.method, status, ...c.get("problem") };
    return audit.append({ actor: principal.name, action: "request.refused", target: path, detail });
  };
}
