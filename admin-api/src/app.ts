import type { OpenAPIHono } from "@hono/zod-openapi";
import { asyncApi } from "@spindlebus/bus/engine";
import type { MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { requestId } from "hono/request-id";
import { NONCE, secureHeaders } from "hono/secure-headers";
import { timeout } from "hono/timeout";
import { auditRefusals } from "./audit-refusals.ts";
import { authenticate } from "./authenticate.ts";
import { serveConsoleFiles } from "./console/serve-console.ts";
import { aboutEndpoints } from "./endpoints/about.ts";
import { approvalEndpoints } from "./endpoints/approvals.ts";
import { alertEndpoints } from "./endpoints/alerts.ts";
import { auditEndpoints } from "./endpoints/audit.ts";
import { connectionTestEndpoints } from "./endpoints/connection-tests.ts";
import { contractEndpoints } from "./endpoints/contracts.ts";
import { doubtEndpoints } from "./endpoints/doubts.ts";
import { diagnosticsEndpoints } from "./endpoints/diagnostics.ts";
import { eventEndpoints } from "./endpoints/events.ts";
import { failureActEndpoints } from "./endpoints/failure-acts.ts";
import { failureDryRunEndpoints } from "./endpoints/failure-dry-run.ts";
import { failureExportEndpoints } from "./endpoints/failure-export.ts";
import { failurePayloadEndpoints } from "./endpoints/failure-payload.ts";
import { failureRevisionEndpoints } from "./endpoints/failure-revisions.ts";
import { failureRecordingEndpoints } from "./endpoints/failure-recording.ts";
import { failureGroupEndpoints } from "./endpoints/failure-groups.ts";
import { failureEndpoints } from "./endpoints/failures.ts";
import { feedEndpoints } from "./endpoints/feeds.ts";
import { licenceEndpoints } from "./endpoints/licences.ts";
import { live, ready } from "./endpoints/health.ts";
import { installationEndpoints } from "./endpoints/installation.ts";
import { laneEndpoints } from "./endpoints/lanes.ts";
import { manyFailureEndpoints } from "./endpoints/many-failures.ts";
import { manyGroupEndpoints } from "./endpoints/many-groups.ts";
import { messageEndpoints } from "./endpoints/messages.ts";
import { noticeEndpoints } from "./endpoints/notices.ts";
import { payloadExportEndpoints } from "./endpoints/payload-export.ts";
import { pausingEndpoints } from "./endpoints/pausing.ts";
import { overviewEndpoints } from "./endpoints/overview.ts";
import { planEndpoints } from "./endpoints/plan.ts";
import { queueEndpoints } from "./endpoints/queues.ts";
import { recipeActEndpoints } from "./endpoints/recipe-acts.ts";
import { recipePreviewEndpoints } from "./endpoints/recipe-preview.ts";
import { recipeEndpoints } from "./endpoints/recipes.ts";
import { redactionEndpoints } from "./endpoints/redaction.ts";
import { replayActEndpoints } from "./endpoints/replay-acts.ts";
import { replayEndpoints } from "./endpoints/replays.ts";
import { shownDataEndpoints } from "./endpoints/shown-data.ts";
import { retentionEndpoints } from "./endpoints/retention.ts";
import { topologyEndpoints } from "./endpoints/topology.ts";
import { meEndpoints } from "./endpoints/me.ts";
import { metricsEndpoints } from "./endpoints/metrics.ts";
import { sessionEndpoints } from "./endpoints/sessions.ts";
import { signInMethodEndpoints } from "./endpoints/sign-in-methods.ts";
import { simulatorEndpoints } from "./endpoints/simulators.ts";
import { signInEndpoints } from "./endpoints/sign-in.ts";
import { tokenSignInEndpoints } from "./endpoints/token-sign-in.ts";
import { statisticsEndpoints } from "./endpoints/statistics.ts";
import { testMessageEndpoints } from "./endpoints/test-messages.ts";
import { tokenEndpoints } from "./endpoints/tokens.ts";
import type { AdminEnv } from "./env.ts";
import { enforceRights } from "./enforce-rights.ts";
import { addFallbacks, onlyServed } from "./fallback.ts";
import { jsonBody } from "./json-body.ts";
import { limitToScope } from "./limit-to-scope.ts";
import type { AdminPorts } from "./ports.ts";
import { requestLog } from "./request-log.ts";
import { newRouter } from "./router.ts";
import { openSignIn } from "./sign-in/open-sign-in.ts";

/** Below a client's own patience, and above every statement's time limit. */
const deadlineMs = 35_000;
/** A preview of very many takes longer, and says so itself when its time is over. */
const previewDeadlineMs = 65_000;
/** Prometheus waits for ten seconds. */
const scrapeDeadlineMs = 9_000;

/** The private HTTP API of operators: what failed and why, and what to do about it. */
export function createAdminApp(ports: AdminPorts): OpenAPIHono<AdminEnv> {
  const signIn = openSignIn(ports);
  const app = newRouter();
  const limited = limitToScope(ports);
  const body = jsonBody({ messageBytes: ports.plan.largeMessages.maxBytes });
  app.use(requestId({ limitLength: 100 }), requestLog(ports.log), secureHeaders({ contentSecurityPolicy }));
  for (const path of ["/api/*", "/auth/*", "/metrics"])
    app.use(path, noStore, deadline, auditRefusals(ports.operations.audit, signIn));
  // Before whatever needs the database: it answers without.
  app.route("/", diagnosticsEndpoints(ports, signIn));
  app.use("/api/*", authenticate(signIn), onlyServed(app), enforceRights(app), limited.middleware, body);
  app.use("/auth/token", body);
  app.use("/metrics", authenticate(signIn), enforceRights(app));

  const api = [
    // Before the endpoints of one failure, whose id may be anything.
    failureExportEndpoints,
    payloadExportEndpoints,
    manyFailureEndpoints,
    failureEndpoints,
    failurePayloadEndpoints,
    shownDataEndpoints,
    failureActEndpoints,
    doubtEndpoints,
    failureRevisionEndpoints,
    approvalEndpoints,
    failureRecordingEndpoints,
    failureDryRunEndpoints,
    failureGroupEndpoints,
    manyGroupEndpoints,
    feedEndpoints,
    messageEndpoints,
    laneEndpoints,
    replayEndpoints,
    replayActEndpoints,
    recipeEndpoints,
    recipeActEndpoints,
    recipePreviewEndpoints,
    eventEndpoints,
    planEndpoints,
    contractEndpoints,
    testMessageEndpoints,
    queueEndpoints,
    topologyEndpoints,
    installationEndpoints,
    statisticsEndpoints,
    pausingEndpoints,
    connectionTestEndpoints,
    overviewEndpoints,
    aboutEndpoints,
    licenceEndpoints,
    redactionEndpoints,
    simulatorEndpoints,
    retentionEndpoints,
    noticeEndpoints,
    alertEndpoints,
    auditEndpoints,
    tokenEndpoints,
    sessionEndpoints,
    meEndpoints,
  ];
  for (const endpoints of api) app.route("/api/v1", endpoints(limited.ports));

  app.route("/", metricsEndpoints(ports));
  for (const endpoints of [signInEndpoints, tokenSignInEndpoints, signInMethodEndpoints])
    app.route("/", endpoints(signIn));

  app.get("/livez", live);
  app.get("/readyz", ready(ports.health));
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer" });
  const cookie = { type: "apiKey", in: "cookie", name: "__Host-spindle-session" } as const;
  app.openAPIRegistry.registerComponent("securitySchemes", "session", cookie);
  app.doc31("/openapi.json", { openapi: "3.1.0", info: { title: "Spindle admin API", version: "1.0.0" } });
  app.get("/asyncapi.json", (c) => c.json(asyncApi(ports.plan.registry)));
  serveConsoleFiles(app);
  addFallbacks(app, ports);
  return app;
}

const usualDeadline = timeout(deadlineMs, () => new HTTPException(503));
const previewDeadline = timeout(previewDeadlineMs, () => new HTTPException(503));
const scrapeDeadline = timeout(scrapeDeadlineMs, () => new HTTPException(503));
const deadline: MiddlewareHandler<AdminEnv> = (c, next) => deadlineOf(c.req.path)(c, next);

function deadlineOf(path: string) {
  if (path === "/metrics") return scrapeDeadline;
  return path.endsWith("/replays/preview") ? previewDeadline : usualDeadline;
}

/** What operators read is for them alone: no cache keeps it. */
const noStore: MiddlewareHandler<AdminEnv> = async (c, next) => {
  await next();
  c.header("Cache-Control", "no-store");
};

/** Nothing comes from elsewhere, and nobody frames it. The nonce is for the style sheets that the console's editor makes. */
const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", NONCE],
  imgSrc: ["'self'"],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};
