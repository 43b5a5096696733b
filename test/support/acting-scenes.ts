import { orderCompleted } from "@spindlebus/contracts";
import { v7 as uuidv7 } from "uuid";
import { laneId } from "../../bus/src/operations/lane-id.ts";
import { withoutKeys } from "../../bus/src/sealing/seals.ts";
import { postgresIntakeFailures } from "../../bus/src/postgres/intake-failures.ts";
import { accepted, pointsRoute, refundsRoute, refused, unanswered, unreachable } from "./operated-ledger.ts";
import type { OperatedLedger } from "./operated-ledger.ts";

/** An acting request that will be done, and the line of the audit that it must leave. */
export type Scene = {
  /** What the braces of the path stand for. */
  readonly id?: string;
  readonly query?: string;
  /** Beside the reason. */
  readonly body?: object;
  readonly action: string;
  /** Undefined where only the act makes it. */
  readonly target?: string;
};

const before = { actor: "before", reason: "made for a test" };

/** For every acting request of the admin API's description: what there must be for it to be done. */
export function actingScenes(bus: OperatedLedger): Readonly<Record<string, () => Promise<Scene>>> {
  const { operations } = bus;
  const { sql } = bus.database;
  const onDead = async (action: string) => onFailure(`${await bus.fail(refused())}:${pointsRoute}`, action);
  const onRevision = async (decision: string): Promise<Scene> => {
    const key = { messageId: await bus.fail(refused()), route: pointsRoute };
    const approval = { delicate: [], withinMs: 60_000 };
    const body = Buffer.from("{}");
    const revision = { contentType: "application/json", extensions: {}, body, approval, places: [] };
    await operations.revisions.write(key, revision, before);
    return onFailure(`${key.messageId}:${pointsRoute}`, `revision.${decision}`);
  };
  const onReplay = async (action: string, more: Partial<Scene> = {}, paused = false): Promise<Scene> => {
    const ids = [{ messageId: await bus.fail(refused()), route: pointsRoute }];
    const made = await operations.replays.create({ selection: { ids }, ramp: [1, "rest"] }, before);
    if (!made.ok) throw new Error("the replay was not made");
    const { id } = made.value;
    if (paused) await operations.replays.pause(id, before);
    return { id, action, target: `replay:${id}`, ...more };
  };
  const onRecipe = async (act: string): Promise<Scene> => {
    const ids = [{ messageId: await bus.fail(refused()), route: pointsRoute }];
    const approval = { delicate: [], withinMs: 60_000 };
    const recipe = { kind: "mergePatch", patch: "{}", types: [], delicate: [], approval } as const;
    const made = await operations.recipes.propose({ selection: { ids }, ...recipe }, before);
    if (!made.ok) throw new Error("the recipe was not proposed");
    const { id } = made.value;
    return { id, action: `recipe.${act}`, target: `recipe:${id}` };
  };
  const onLane = async (action: string): Promise<Scene> => {
    const messageId = await bus.fail(refused());
    const lane = { group: "points-us.line", key: messageId };
    await sql`INSERT INTO lane (lane_group, key, depth) VALUES (${lane.group}, ${lane.key}, 1)`;
    await sql`
      INSERT INTO parked (lane_group, key, message_id, route)
      VALUES (${lane.group}, ${lane.key}, ${messageId}, ${pointsRoute})`;
    return { id: laneId(lane), action, target: `${messageId}:${pointsRoute}` };
  };
  const onPause = async (kind: "route" | "connection", name: string, act: string): Promise<Scene> => {
    await sql`DELETE FROM pause`;
    if (act === "resume") await operations.pauses.pause({ kind, name }, before);
    return { id: name, action: `${kind}.${act}`, target: `${kind}:${name}` };
  };
  const onToken = async (action: string, more: Partial<Scene> = {}): Promise<Scene> => {
    const { id } = await operations.tokens.create(
      { name: "till", roles: ["producer"], loopbackOnly: false },
      before,
    );
    return { id, action, target: `token:${id}`, ...more };
  };
  const endpoint = async (action: string): Promise<Scene> => {
    const name = `told-${uuidv7().slice(-12)}`;
    await sql`INSERT INTO notice_endpoint (name, failures, gone_at) VALUES (${name}, 9, now())`;
    return { id: name, action, target: `notice-endpoint:${name}` };
  };
  return {
    "POST /api/v1/failures/{id}/retry-now": async () =>
      onFailure(`${await bus.fail(unreachable)}:${pointsRoute}`, "failure.retryNow"),
    "POST /api/v1/failures/{id}/discard": () => onDead("failure.discard"),
    "POST /api/v1/failures/{id}/restore": async () => {
      const messageId = await bus.fail(refused());
      await operations.failures.discard({ messageId, route: pointsRoute }, before);
      return onFailure(`${messageId}:${pointsRoute}`, "failure.restore");
    },
    "POST /api/v1/failures/discard": async () => {
      const ids = [`${await bus.fail(refused())}:${pointsRoute}`];
      return { body: { selection: { ids } }, action: "failures.discard" };
    },
    "POST /api/v1/failures/restore": async () => {
      const messageId = await bus.fail(refused());
      await operations.failures.discard({ messageId, route: pointsRoute }, before);
      const ids = [`${messageId}:${pointsRoute}`];
      return { body: { selection: { ids } }, action: "failures.restore" };
    },
    "POST /api/v1/failures/{id}/answer": async () => {
      const id = `${await bus.fail(unanswered, { routes: [refundsRoute] })}:${refundsRoute}`;
      return { ...onFailure(id, "failure.answer.applied"), body: { answer: "applied" } };
    },
    "POST /api/v1/failures/{id}/ask": async () => {
      const messageId = await bus.fail(unanswered);
      await sql`UPDATE delivery SET state = 'inDoubt', next_attempt_at = NULL WHERE message_id = ${messageId}`;
      return onFailure(`${messageId}:${pointsRoute}`, "failure.ask");
    },
    "POST /api/v1/failure-groups/{id}/answers": async () => {
      const messageId = await bus.fail(unanswered, { routes: [refundsRoute] });
      const failure = await operations.failures.get({ messageId, route: refundsRoute });
      const id = failure?.groupId ?? "";
      const ids = [`${messageId}:${refundsRoute}`];
      const body = { answer: "applied", expectedCount: 1, ids };
      return { id, body, action: "group.answer", target: `group:${id}` };
    },
    "POST /api/v1/failures/{id}/revisions": async () => {
      const body = JSON.stringify(orderCompleted.examples[0]);
      return { ...onFailure(`${await failAtTheIntake(bus)}:intake`, "failure.revise"), body: { body } };
    },
    "POST /api/v1/failures/{id}/revisions/{n}/approve": () => onRevision("approve"),
    "POST /api/v1/failures/{id}/revisions/{n}/reject": () => onRevision("reject"),
    "POST /api/v1/failures/{id}/revisions/{n}/withdraw": () => onRevision("withdraw"),
    "PATCH /api/v1/failure-groups/{id}": async () => {
      const messageId = await bus.fail(refused("for its group"));
      const failure = await operations.failures.get({ messageId, route: pointsRoute });
      const id = failure?.groupId ?? "";
      return { id, body: { owner: "ana" }, action: "group.change", target: `group:${id}` };
    },
    "POST /api/v1/failure-groups/change": async () => {
      const messageId = await bus.fail(refused("for its group"));
      const failure = await operations.failures.get({ messageId, route: pointsRoute });
      const ids = [failure?.groupId ?? ""];
      return { body: { selection: { ids }, state: "acknowledged" }, action: "groups.change" };
    },
    "POST /api/v1/routes/{route}/pause": () => onPause("route", pointsRoute, "pause"),
    "POST /api/v1/routes/{route}/resume": () => onPause("route", pointsRoute, "resume"),
    "POST /api/v1/connections/{id}/test": async () => ({
      id: "cards",
      action: "connection.test",
      target: "connection:cards",
    }),
    "POST /api/v1/connections/{id}/pause": () => onPause("connection", "cards", "pause"),
    "POST /api/v1/connections/{id}/resume": () => onPause("connection", "cards", "resume"),
    "POST /api/v1/contracts/{type}/test-message": async () => ({
      id: orderCompleted.type,
      body: { data: orderCompleted.examples[0] },
      action: "contract.test-message",
      target: `contract:${orderCompleted.type}`,
    }),
    "POST /api/v1/lanes/{id}/retry": () => onLane("lane.retry"),
    "POST /api/v1/lanes/{id}/skip": () => onLane("lane.skip"),
    "POST /api/v1/lanes/{id}/release": () => onLane("lane.release"),
    "POST /api/v1/backfills": async () => {
      const period = { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" };
      return { body: { route: pointsRoute, ...period }, action: "replay.backfill" };
    },
    "POST /api/v1/messages/{id}/reapply": async () => {
      const messageId = await bus.fail(accepted);
      return { id: `${messageId}:${pointsRoute}`, action: "replay.reapply" };
    },
    "POST /api/v1/messages/reapply": async () => {
      const type = `reapplied.s${uuidv7().slice(-12)}.v1`;
      await bus.fail(accepted, { type });
      const now = Date.now();
      const [from, to] = [new Date(now - 60_000).toISOString(), new Date(now + 60_000).toISOString()];
      const body = { route: pointsRoute, from, to, type, expectedCount: 1 };
      return { body, action: "replay.reapply" };
    },
    "POST /api/v1/replays": async () => {
      const ids = [`${await bus.fail(refused())}:${pointsRoute}`];
      return { body: { selection: { ids } }, action: "replay.create" };
    },
    "POST /api/v1/replays/{id}/pause": () => onReplay("replay.pause"),
    "POST /api/v1/replays/{id}/resume": () => onReplay("replay.resume", {}, true),
    "POST /api/v1/replays/{id}/cancel": () => onReplay("replay.cancel"),
    "POST /api/v1/replays/{id}/advance": () => onReplay("replay.advance"),
    "DELETE /api/v1/sessions/{id}": async () => {
      const identity = { issuer: "https://id.example", subject: "ana", name: "ana", groups: [] };
      const times = { idleMs: 60_000, absoluteMs: 60_000, logoutHint: null, former: undefined };
      const { id } = await operations.sessions.begin(uuidv7(), { identity, ...times });
      return { id, query: "?reason=mended", action: "session.revoke", target: `session:${id}` };
    },
    "PATCH /api/v1/replays/{id}": () => onReplay("replay.rate", { body: { ratePerSecond: 5 } }),
    "POST /api/v1/recipes": async () => {
      const body = Buffer.from(JSON.stringify(orderCompleted.examples[0]));
      const ids = [`${await bus.fail(refused(), { body })}:${pointsRoute}`];
      return { body: { selection: { ids }, mergePatch: { channel: "web" } }, action: "recipe.propose" };
    },
    "POST /api/v1/recipes/{id}/approve": () => onRecipe("approve"),
    "POST /api/v1/recipes/{id}/reject": () => onRecipe("reject"),
    "POST /api/v1/recipes/{id}/stop": () => onRecipe("stop"),
    "POST /api/v1/notice-endpoints/{name}/enable": () => endpoint("noticeEndpoint.enable"),
    "POST /api/v1/notice-endpoints/{name}/resend": () => endpoint("notice.resendGivenUp"),
    "POST /api/v1/notices/{id}/resend": async () => {
      const id = uuidv7();
      await sql`
        INSERT INTO notice (id, endpoint, message_id, kind, body, state, next_try_at)
        VALUES (${id}, 'told', ${await bus.fail(refused())}, 'settled', '{}', 'givenUp', NULL)`;
      return { id, action: "notice.resend", target: `notice:${id}` };
    },
    "POST /api/v1/alert-endpoints/{name}/test": async () => ({
      id: "ops",
      action: "alert.test",
      target: "notice-endpoint:ops",
    }),
    "PUT /api/v1/simulators/{adapter}/fault": async () => ({
      id: "paytronix",
      body: { kind: "outage" },
      action: "simulator.fault",
      target: "simulator:paytronix",
    }),
    "POST /api/v1/tokens": async () => ({ body: { name: "new", roles: ["viewer"] }, action: "token.create" }),
    "POST /api/v1/tokens/{id}/rotate": () => onToken("token.rotate"),
    "DELETE /api/v1/tokens/{id}": () => onToken("token.revoke", { query: "?reason=mended" }),
  };
}

const onFailure = (id: string, action: string): Scene => ({ id, action, target: id });

/** An order that came by AMQP and is none; gives its id. */
async function failAtTheIntake({ database }: OperatedLedger): Promise<string> {
  const keep = () => Promise.reject(new Error("it is small"));
  const { id } = await postgresIntakeFailures(database.sql, { ...withoutKeys, keep }).record({
    type: "intake.amqp",
    source: "/amqp",
    contentType: "application/json",
    body: Buffer.from("{}"),
    extensions: {
      specversion: "1.0",
      id: "evt-1",
      source: "/pos/1",
      type: orderCompleted.type,
      messageid: "m-1",
    },
    error: { code: "invalid", message: "It has no orderId." },
  });
  return id;
}
