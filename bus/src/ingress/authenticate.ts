import type { MiddlewareHandler } from "hono";
import type { Principal, TokenRole } from "../principal.ts";
import { scrub } from "../redact.ts";
import { note, type IngressEnv } from "./env.ts";
import { isLocal } from "./node-request.ts";
import { answerProblem, httpProblem } from "./problem.ts";
import type { Tokens } from "./tokens.ts";

/** Room for a JWT with some claims. */
const bearer = /^Bearer +([\x21-\x7e]{1,8192})$/i;

/** Lets requests pass whose bearer token (RFC 6750) has one of these roles. A missing and a wrong token look the same. */
export function authenticate(tokens: Tokens, roles: readonly TokenRole[]): MiddlewareHandler<IngressEnv> {
  return async (c, next) => {
    const token = bearer.exec(c.req.header("authorization") ?? "")?.[1];
    let principal: Principal | undefined;
    try {
      principal = token === undefined ? undefined : await tokens.find(token, (reason) => note(c, { reason }));
    } catch (error) {
      note(c, { reason: scrub(String(error)) });
      return answerProblem(c, httpProblem("unavailable", "The token cannot be checked for the moment."));
    }
    if (!principal || (principal.loopbackOnly && !isLocal(c))) {
      c.header("WWW-Authenticate", 'Bearer realm="spindle"');
      return answerProblem(c, httpProblem("unauthenticated", "Send Authorization: Bearer <token>."));
    }
    note(c, { principal: principal.name });
    if (!roles.some((role) => principal.roles.includes(role))) {
      return answerProblem(c, httpProblem("forbidden", `The token needs the role ${roles.join(" or ")}.`));
    }
    c.set("principal", principal);
    return next();
  };
}
