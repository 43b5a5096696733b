import {
  defaultLimits,
  type CloudEventLimits,
  type ContractRegistry,
  type Publication,
} from "@spindlebus/contracts";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { Logger } from "pino";
import type { Clock } from "../delivery/ports.ts";
import type { Intake } from "../intake/intake.ts";
import { tokenRoles } from "../principal.ts";
import { scrub } from "../redact.ts";
import type { Connection } from "../route.ts";
import { asyncApi, surfaceVersion } from "./asyncapi.ts";
import { atWork, lateToLook, lateToStore } from "./at-work.ts";
import { authenticate } from "./authenticate.ts";
import { bounded } from "./bounded.ts";
import { listContracts, showContract } from "./contracts.ts";
import { endpoint } from "./endpoint.ts";
import { note, type IngressEnv } from "./env.ts";
import { wordsOf } from "./fault.ts";
import { live, ready, type Health } from "./health.ts";
import type { IntakeFailures } from "./intake-failure.ts";
import { openApi } from "./openapi.ts";
import { answerProblem, httpProblem } from "./problem.ts";
import { publish } from "./publish.ts";
import { rateLimit } from "./rate-limit.ts";
import type { Rate } from "./rates.ts";
import type { Receipts } from "./receipt.ts";
import { longestWaitMs, showReceipt } from "./receipts.ts";
import { requestLog } from "./request-log.ts";
import { rememberTokens, type Tokens } from "./tokens.ts";
import { takeWebhook } from "./webhooks.ts";

/** Everything that the public HTTP needs from outside. */
export type IngressPorts = {
  readonly intake: Intake;
  readonly registry: ContractRegistry;
  readonly routesFor: (message: Pick<Publication, "type">) => readonly string[];
  readonly connections: ReadonlyMap<string, Connection>;
  readonly receipts: Receipts;
  readonly tokens: Tokens;
  readonly failures: IntakeFailures;
  readonly health: Health;
  readonly clock: Clock;
  readonly log: Logger;
  /** How much a publisher may send at once. */
  readonly limits?: CloudEventLimits;
  /** The ingress takes no more: who waits for something is answered now. */
  readonly closing: AbortSignal;
};

export type IngressOptions = {
  /** How long a caller may wait for an answer. */
  readonly deadlineMs?: number;
  /** Requests at work at once, each of: publishing, webhooks, receipts. */
  readonly most?: number;
  /** Bodies of all requests at work together, and of all large ones. */
  readonly allBytes?: number;
  readonly largeBytes?: number;
  /** What a producer without a rate of its own may publish; as much as it likes if absent. */
  readonly rate?: Rate | undefined;
};

/** The public HTTP of Spindle: canonical publishing, vendor webhooks, receipts and the catalogue of contracts. */
export function createIngressApp(
  ports: IngressPorts,
  { rate, ...options }: IngressOptions = {},
): Hono<IngressEnv> {
  const { registry, clock, log, limits = defaultLimits } = ports;
  const { bodyBytes } = limits;
  const tokens = rememberTokens(ports.tokens, { clock });
  const { most, deadlineMs = 20_000 } = options;
  const storing = () =>
    [atWork({ most, deadlineMs, late: lateToStore }), bounded({ bodyBytes, ...options })] as const;
  // Not one for all: what strangers hold until their webhooks are found to be unsigned, or who waits for a receipt, must
  // not keep publishers out.
  const [publishing, publishedBytes] = storing();
  const [hooking, hookedBytes] = storing();
  const looking = atWork({ most, deadlineMs: deadlineMs + longestWaitMs, late: lateToLook });
  const rated = rateLimit({ clock, rate });
  const takingWebhook = takeWebhook({ ...ports, limits });

  const app = new Hono<IngressEnv>();
  app.use(requestLog(log, clock), secureHeaders());

  endpoint(app, "/v1/messages", {
    POST: [
      publishing,
      authenticate(tokens, ["producer"]),
      rated.held,
      publishedBytes,
      publish({ ...ports, limits }),
    ],
  });
  endpoint(app, "/v1/messages/:id", {
    GET: [looking, authenticate(tokens, tokenRoles), rated.told, showReceipt(ports.receipts, ports.closing)],
  });
  endpoint(app, "/v1/webhooks/:connection/:webhook", {
    POST: [hooking, hookedBytes, takingWebhook],
    // Its answer says nothing of messages, yet it is as much a stranger's as a POST.
    GET: [hooking, takingWebhook],
  });

  endpoint(app, "/v1/contracts", { GET: [listContracts(ports)] });
  endpoint(app, "/v1/contracts/:type", { GET: [showContract(ports)] });
  endpoint(app, "/asyncapi.json", { GET: [(c) => c.json(asyncApi(registry))] });
  endpoint(app, "/openapi.json", { GET: [(c) => c.json(openApi(surfaceVersion))] });
  endpoint(app, "/livez", { GET: [live] });
  endpoint(app, "/readyz", { GET: [ready(ports.health)] });

  app.notFound((c) =>
    answerProblem(c, httpProblem("not-found", "There is nothing at this path; see /openapi.json.")),
  );
  app.onError((error, c) => {
    note(c, { level: "error", reason: scrub(wordsOf(error)), at: framesOf(error) });
    return answerProblem(c, httpProblem("internal", "The bus failed. Send it again under the same id."));
  });
  return app;
}

/** The stack without its first line, which is the message again. */
const framesOf = (error: Error): readonly string[] =>
  (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 5)
    .map((line) => line.trim());
