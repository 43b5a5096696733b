import type {
  AlertView,
  Act,
  AuditLine,
  Doubt,
  EndpointStanding,
  Failure,
  FailureFilter,
  FailureGroup,
  GroupFacts,
  GroupTally,
  KeyedRequest,
  LaneDetail,
  LaneKey,
  MessageView,
  NoticeEndpoint,
  NoticeView,
  Operations,
  Pause,
  Payload,
  Principal,
  Approval,
  Recipe,
  Replay,
  Revision,
  Result,
  OverviewFacts,
  StatisticsView,
  StoredAnswer,
  StoredFailure,
  TokenView,
} from "@spindlebus/bus";
import { deliveryId, laneId, writeCursor, type DeliveryKey } from "@spindlebus/bus";
import { orderCompleted, type Envelope } from "@spindlebus/contracts";
import type { AdminPorts } from "../ports.ts";
import { fakeSessions } from "./fake-sessions.ts";

/** What the fake remembers of what it was asked to do. */
export type Recorded = {
  readonly acts: { readonly name: string; readonly target: string; readonly act: Act }[];
  readonly filters: FailureFilter[];
  /** What statistics were asked of. */
  readonly windows: object[];
  readonly payloadReaders: string[];
  /** Lines of the audit that belong to no act. */
  readonly lines: AuditLine[];
};

export type FakeOperations = { readonly operations: Operations; readonly recorded: Recorded };

type Given = {
  readonly failures?: readonly Failure[];
  readonly payload?: { readonly contentType: string; readonly body: Uint8Array };
  /** Why nobody can read the payload any more. */
  readonly erased?: string;
  readonly tokens?: Readonly<Record<string, Principal>>;
  /** Thrown by every reading of failures. */
  readonly broken?: Error;
  /** Thrown where a line of the audit is written. */
  readonly unwritable?: Error;
};

/** Operations in memory: lists and acts as the real ones answer them, without what a database decides. */
export function fakeOperations({
  failures = [],
  payload,
  erased,
  tokens = {},
  broken,
  unwritable,
}: Given): FakeOperations {
  const recorded: Recorded = { acts: [], filters: [], windows: [], payloadReaders: [], lines: [] };
  const find = ({ messageId, route }: DeliveryKey) =>
    failures.find((each) => each.id === deliveryId({ messageId, route }));
  const known = <Value>(value: Value | undefined): Result<Value> =>
    value === undefined
      ? { ok: false, code: "notFound", detail: "There is no such thing." }
      : { ok: true, value };
  const onFailure = (name: string) => async (key: DeliveryKey, act: Act) => {
    recorded.acts.push({ name, target: deliveryId(key), act });
    return known(find(key));
  };
  const onLane = (name: string) => async (lane: LaneKey, act: Act) => {
    recorded.acts.push({ name, target: laneId(lane), act });
    return known(lane.key === aLane.key ? aLane : undefined);
  };
  const onReplay = (name: string) => async (id: string, act: Act) => {
    recorded.acts.push({ name, target: id, act });
    return known(id === aReplay.id ? aReplay : undefined);
  };
  const onRecipe = (name: string) => async (id: string, act: Act) => {
    recorded.acts.push({ name, target: id, act });
    return known(id === aRecipe.id ? aRecipe : undefined);
  };
  const paused = new Map<string, Pause>();
  const answers = new Map<string, { readonly request: KeyedRequest; answer?: StoredAnswer }>();
  const nothing = { data: [], next: null };
  const stored: Payload = payload
    ? { kind: "stored", envelope: anEnvelope, ...payload }
    : erased === undefined
      ? { kind: "gone", reason: "It is settled." }
      : { kind: "erased", reason: erased };

  const operations: Operations = {
    failures: {
      async list(filter, { limit, cursor }) {
        if (broken) throw broken;
        recorded.filters.push(filter);
        const start = cursor ? Number(cursor.key) : 0;
        const key = String(start + limit);
        const next = start + limit < failures.length ? writeCursor({ key, messageId, route: "" }) : null;
        const count = { value: failures.length, about: false };
        return { data: failures.slice(start, start + limit), next, count, window: aWindow };
      },
      get: async (key) => find(key),
      message: async (key) => (find(key) ? stored : undefined),
      async payload(key, { actor, reason, pointers }) {
        if (!find(key)) return undefined;
        recorded.payloadReaders.push(`${actor}: ${reason} ${pointers.join()}`);
        return stored;
      },
      attempts: async (key) => (find(key) ? { data: [anAttempt], next: null } : nothing),
      history: async () => [],
      retryNow: onFailure("retryNow"),
      discard: async () => ({
        ok: false,
        code: "conflict",
        detail: "It is running; that cannot be discarded.",
      }),
      restore: onFailure("restore"),
      answer: (key, answer, act) => onFailure(`answer ${answer}`)(key, act),
    },
    manyFailures: {
      async change(what, selection, act) {
        recorded.acts.push({ name: `${what} many`, target: "", act });
        if ("filter" in selection && selection.expectedCount !== 2)
          return { ok: false, code: "countDiffers", count: 2 };
        return { ok: true, value: { batch: "batch", selected: 2, changed: 2, skipped: 0, reasons: [] } };
      },
    },
    statistics: {
      async read({ fromMs, toMs, stepMs }, filter) {
        recorded.windows.push({ fromMs, toMs, stepMs, ...filter });
        return aStatistic;
      },
    },
    overview: { read: async () => anOverview },
    retention: {
      async view() {
        const stayed = [{ day: "2026-11-12", because: "others are at work on the ledger; later" }];
        const size = { bytes: 1_048_576, deliveries: null, open: 3 };
        const day = {
          ...size,
          day: "2026-11-12",
          goesAt: "2026-11-28T00:00:00.000Z",
          stays: stayed[0]?.because ?? null,
        };
        const lastRun = { at: "2026-11-28T00:10:00.000Z", retired: [], stayed, pruned: {} };
        return { days: [day], outlived: size, lastRun };
      },
    },
    doubts: {
      find: async (key) => (find(key)?.state === "inDoubt" ? aDoubt(key) : undefined),
      ask: onFailure("ask"),
      async answerMany({ group, answer, expectedCount }, act) {
        recorded.acts.push({ name: `answer ${answer}`, target: group, act });
        if (group !== aGroup.id) return { ok: false, code: "notFound", detail: "There is no such group." };
        if (expectedCount !== 2) return { ok: false, code: "countDiffers", count: 2 };
        return { ok: true, value: { answered: 2 } };
      },
    },
    revisions: {
      mendable: async (key) =>
        find(key) && payload ? { envelope: anEnvelope, body: payload.body, base: 0 } : undefined,
      intakeFailure: async (key) => (find(key) ? anIntakeFailure : undefined),
      async write(key, revision, act) {
        const { contentType, body, approval } = revision;
        const name = `revise ${contentType} ${Buffer.from(body).toString()}`;
        recorded.acts.push({ name, target: deliveryId(key), act });
        return known(find(key) && aRevision(act, approval));
      },
      async decide(key, n, decision, act) {
        recorded.acts.push({ name: `${decision} ${n}`, target: deliveryId(key), act });
        return known(find(key) && aRevision(act));
      },
      list: async (key) =>
        find(key) && payload
          ? [{ revision: aRevision(), before: payload.body, after: edited(payload.body) }]
          : [],
      waiting: async () => [{ ...aRevision(), id: aFailure(1).id, route: aFailure(1).route, type: null }],
    },
    feeds: {
      countBackfill: async () => ({ messages: 0, known: 0, days: [] }),
      sample: async () => [],
      backfill: async () => known(aReplay),
      countReapply: async () => 0,
      reapply: async () => known(aReplay),
    },
    dryRunStore: {
      choose: async (selection) =>
        "ids" in selection
          ? selection.ids
          : failures.map(({ messageId: id, route }) => ({ messageId: id, route })),
      read: async (keys) =>
        keys.map((key) => ({
          key,
          state: find(key)?.state ?? null,
          message: payload ? { envelope: anEnvelope, body: payload.body } : null,
          failedRequest: null,
          behind: null,
        })),
      load: async (message) => message,
      facts: async (asks) => asks.map(() => undefined),
      areOlder: async (asks) => asks.map(() => false),
      async note(actor, target) {
        recorded.payloadReaders.push(`${actor} ${target}`);
      },
    },
    groups: {
      list: async () => ({
        data: [aGroup],
        next: null,
        counts: { ...noGroups, open: 1, all: 1 },
        ungrouped: 0,
      }),
      tallies: async (by) => ({ data: [{ ...aTally, key: by }], complete: true, ungrouped: 0 }),
      get: async (id) => (id === aGroup.id ? aGroup : undefined),
      facts: async () => someFacts,
      async change(id, change, act) {
        recorded.acts.push({ name: JSON.stringify(change), target: id, act });
        return known(id === aGroup.id ? aGroup : undefined);
      },
    },
    messages: {
      list: async () => ({ ...nothing, count: null, window: { from: null, to: time, complete: true } }),
      get: async (id) =>
        id === aMessage.id ? { ...aMessage, deliveries: failures.map(onItsRoute) } : undefined,
    },
    lanes: {
      list: async ({ group }) => ({ data: group === undefined ? [aLane] : [], next: null }),
      get: async ({ key }) => (key === aLane.key ? aLane : undefined),
      retry: onLane("lane retry"),
      skip: onLane("lane skip"),
      release: onLane("lane release"),
    },
    replays: {
      preview: async () => ({
        selected: 2,
        eligible: 1,
        skipped: 1,
        reasons: [{ reason: "it is applied", count: 1 }],
        paused: [],
      }),
      async create({ selection }, act) {
        recorded.acts.push({ name: "create", target: JSON.stringify(selection), act });
        if ("filter" in selection && selection.expectedCount !== failures.length) {
          return { ok: false, code: "countDiffers", count: failures.length };
        }
        return { ok: true, value: aReplay };
      },
      list: async () => ({ data: [aReplay], next: null }),
      get: async (id) => (id === aReplay.id ? aReplay : undefined),
      items: async () => nothing,
      pause: onReplay("pause"),
      resume: (id, act, stopWhen) => onReplay(`resume ${JSON.stringify(stopWhen) ?? "as it is"}`)(id, act),
      cancel: onReplay("cancel"),
      advance: onReplay("advance"),
      setRate: (id, rate, act) => onReplay(`rate ${rate}`)(id, act),
    },
    recipes: {
      async *members() {
        yield failures.map(({ messageId, route }) => ({
          key: { messageId, route },
          obstacle: null,
          message: payload && { envelope: anEnvelope, body: payload.body, base: 0 },
        }));
      },
      async propose({ selection, approval, activity, ...recipe }, act) {
        recorded.acts.push({ name: `propose ${recipe.patch}`, target: JSON.stringify(selection), act });
        if ("filter" in selection && selection.expectedCount !== failures.length)
          return { ok: false, code: "countDiffers", count: failures.length };
        const state = approval ? "proposed" : "approved";
        return { ok: true, value: { ...aRecipe, ...recipe, state, activeUntil: activity?.until ?? null } };
      },
      decide: (id, decision, act) => onRecipe(decision)(id, act),
      stop: (id, act) => onRecipe("stop")(id, act),
      list: async ({ state = aRecipe.state }) => ({
        data: [aRecipe].filter((recipe) => recipe.state === state),
        next: null,
      }),
      get: async (id) => (id === aRecipe.id ? aRecipe : undefined),
    },
    events: { look: async () => ({ replays: [aReplay], groups: [], openCircuits: [], paused: [] }) },
    choices: { of: async () => [] },
    planState: {
      counts: async () =>
        new Map([["gone.accrue", { waiting: 0, queued: 0, inDoubt: 0, dead: 3, blocked: 0 }]]),
      lanes: async () => new Map(),
      governors: async () => new Map(),
      volumes: async () =>
        new Map([[orderCompleted.type, { messages: 90, invalid: 10, about: false, sources: [] }]]),
    },
    pauses: {
      list: async () => paused,
      async pause({ kind, name }, act) {
        recorded.acts.push({ name: `pause ${kind}`, target: name, act });
        if (paused.has(name)) return { ok: false, code: "conflict", detail: `${name} is paused already.` };
        const pause = { by: act.actor, since: time, reason: act.reason };
        paused.set(name, pause);
        return known(pause);
      },
      async resume({ kind, name }, act) {
        recorded.acts.push({ name: `resume ${kind}`, target: name, act });
        const before = paused.get(name);
        paused.delete(name);
        return known(before);
      },
    },
    notices: {
      standings: async () => new Map([["removed", { ...aStanding, name: "removed" }]]),
      list: async ({ state }) => ({ data: state === "delivered" ? [] : [aNotice], next: null }),
      async enable(name, act) {
        recorded.acts.push({ name: "enable", target: name, act });
        return known(name === aStanding.name ? aStanding : undefined);
      },
      async resend(id, act) {
        recorded.acts.push({ name: "resend", target: id, act });
        return known(id === aNotice.id ? aNotice : undefined);
      },
      async resendGivenUp(name, act) {
        recorded.acts.push({ name: "resend given up", target: name, act });
        return known({ resent: 3 });
      },
    },
    alerts: {
      list: async ({ state }) => ({ data: state === "ended" ? [] : [anAlert], next: null }),
      async test({ name, format }, act) {
        recorded.acts.push({ name: `test ${format}`, target: name, act });
        return { noticeId: "n-1" };
      },
    },
    memory: { recall: async () => ({ kind: "unknown" }) },
    audit: {
      async append(line) {
        if (unwritable) throw unwritable;
        recorded.lines.push(line);
      },
      list: async () => nothing,
    },
    tokens: {
      list: async () => [],
      async create(request, act) {
        recorded.acts.push({ name: "token", target: request.name, act });
        const { sources = null, types = null, expiresAt = null, ...granted } = request;
        const { connections = null, brands = null, ratePerSecond = null, burst = null } = request;
        return {
          ...aToken,
          ...granted,
          sources,
          types,
          connections,
          brands,
          ratePerSecond,
          burst,
          expiresAt,
          token: "shown-once",
        };
      },
      async rotate(id, { overlapMs }, act) {
        recorded.acts.push({ name: `rotate ${overlapMs}`, target: id, act });
        const rotated = known(id === aToken.id ? aToken : undefined);
        return rotated.ok ? { ok: true, value: { ...rotated.value, token: "shown-once" } } : rotated;
      },
      revoke: async () => ({ ok: false, code: "notFound", detail: "There is no such token." }),
      authenticate: async (token) => tokens[token],
    },
    sessions: fakeSessions(recorded.acts),
    idempotencyKeys: {
      async begin(request) {
        const name = `${request.actor} ${request.key}`;
        const before = answers.get(name);
        if (!before) {
          answers.set(name, { request });
          return { kind: "first" };
        }
        if (!Buffer.from(before.request.fingerprint).equals(request.fingerprint))
          return { kind: "otherRequest" };
        return before.answer ? { kind: "answered", answer: before.answer } : { kind: "unanswered" };
      },
      async finish(request, answer) {
        answers.set(`${request.actor} ${request.key}`, { request, answer });
      },
      async forget(request) {
        answers.delete(`${request.actor} ${request.key}`);
      },
    },
    ping: async () => undefined,
  };
  return { operations, recorded };
}

const time = "2026-11-23T12:00:00.000Z";

export const aWindow = { from: null, to: time, complete: true };

export const messageId = "01890a5d-ac96-774b-bcce-b302099a8057";

/** The n-th of some failures. */
export function aFailure(n: number): Failure {
  const id = `01890a5d-ac96-774b-bcce-${String(n).padStart(12, "0")}`;
  return {
    id: `${id}:paytronix.accruePoints`,
    messageId: id,
    type: "order.completed.v1",
    route: "paytronix.accruePoints",
    state: "dead",
    attempts: 1,
    generation: 0,
    error: { code: "card_closed", message: "Card is closed" },
    groupId: null,
    entityKey: "order-1",
    firstFailedAt: time,
    lastFailedAt: time,
    nextAttemptAt: null,
    reason: null,
    inDoubtSince: null,
    settledAt: null,
    vendorReference: null,
    lane: null,
  };
}

/** The last edit of any failure. */
function aRevision(act: Act = { actor: "ana", reason: "mended" }, approval?: Approval): Revision {
  return {
    n: 1,
    state: approval ? "proposed" : "approved",
    author: act.actor,
    reason: act.reason,
    writtenAt: time,
    base: 0,
    delicate: approval?.delicate ?? [],
    expiresAt: approval ? time : null,
    decision: null,
    dispatch: null,
  };
}

/** The store's name and the guest's are others in it. */
const edited = (body: Uint8Array): Uint8Array =>
  Buffer.from(
    Buffer.from(body)
      .toString()
      .replaceAll(/"givenName":"[^"]*"/g, '"givenName":"Grace"'),
  );

const anEnvelope: Envelope = {
  id: messageId,
  source: "/pos/0042",
  sourceId: "evt-1",
  type: orderCompleted.type,
  extensions: {},
};

/** An order that came by AMQP, whose data is none. */
const anIntakeFailure: StoredFailure = {
  type: "intake.amqp",
  source: "/amqp",
  contentType: "application/json",
  body: Buffer.from("{}"),
  extensions: {
    specversion: "1.0",
    id: "evt-1",
    source: "/pos/0042",
    type: orderCompleted.type,
    messageid: "m-1",
  },
};

const anAttempt = {
  n: 1,
  generation: 0,
  startedAt: time,
  durationMs: 12,
  outcome: "rejected",
  code: "card_closed",
  message: "Card is closed",
  request: { method: "POST" },
  response: { status: 422 },
  worker: "worker-1",
  adapterVersion: "1.0.0",
  traceId: null,
};

export const aLane: LaneDetail = {
  id: "paytronix.points:order/1",
  group: "paytronix.points",
  connection: "paytronix",
  key: "order/1",
  depth: 2,
  head: {
    id: `${messageId}:paytronix.accruePoints`,
    messageId,
    route: "paytronix.accruePoints",
    state: "dead",
    attempts: 1,
    error: { code: "card_closed", message: "Card is closed" },
    reason: null,
    nextAttemptAt: null,
    parkedAt: time,
    ageSeconds: 60,
  },
  places: [],
};

export const aGroup: FailureGroup = {
  id: messageId,
  connection: "paytronix",
  operation: "accruePoints",
  route: "paytronix.accruePoints",
  code: "card_closed",
  title: "Card is closed",
  state: "open",
  stateSince: time,
  snooze: null,
  owner: null,
  ticket: null,
  note: null,
  replayWhen: null,
  count: 1,
  type: "order.completed.v1",
  hourly: Array.from({ length: 24 }, () => 0),
  trend: 0,
  firstSeenAt: time,
  lastSeenAt: time,
};

const someFacts: GroupFacts = {
  attempts: { min: 1, max: 3 },
  states: { dead: 1 },
  looked: { failures: 1, complete: true },
  outcomes: { rejected: 1 },
  permanent: true,
  adapterVersions: [{ version: "1.0.0", attempts: 1, firstAt: time, lastAt: time }],
  sample: null,
  hours: [{ at: time, failed: 1 }],
  lastReplay: null,
  changes: [],
};

const noGroups = { open: 0, acknowledged: 0, snoozed: 0, resolved: 0, regressed: 0, all: 0 };

const aTally: GroupTally = {
  key: null,
  groups: 1,
  count: 1,
  hourly: aGroup.hourly,
  trend: 0,
  firstSeenAt: time,
  lastSeenAt: time,
};

/** An endpoint as it is configured. */
export const anEndpoint: NoticeEndpoint = {
  name: "pos",
  url: new URL("https://pos.example/told/with-a-secret-in-it"),
  privateNetwork: false,
  sources: ["/pos/*"],
  types: null,
  on: new Set(["settled", "failed"]),
  keys: [Buffer.from("never shown")],
};

const aStanding: EndpointStanding = {
  name: "pos",
  state: "failing",
  lastSuccessAt: time,
  failingSince: time,
  restUntil: time,
  goneAt: null,
  lastError: "http 500",
  watched: 4,
  waiting: 3,
  oldestWaitingAt: time,
  givenUp: 2,
};

export const aNotice: NoticeView = {
  id: messageId,
  endpoint: "pos",
  messageId,
  kind: "failed",
  state: "givenUp",
  tries: 10,
  nextTryAt: null,
  lastError: "http 500",
  createdAt: time,
  endedAt: time,
};

/** A doubt whose worker has died. */
const aDoubt = (key: DeliveryKey): Doubt => ({
  key,
  since: time,
  entityKey: "order-1",
  generation: 0,
  revision: 0,
  era: 0,
  batched: false,
  stored: true,
  lane: null,
  worker: "worker-1",
  left: null,
  probed: null,
});

const onItsRoute = ({ id, route, state }: Failure): MessageView["deliveries"][number] => ({
  id,
  route,
  state,
  attempts: 1,
  generation: 0,
  settledAt: null,
  nextAttemptAt: null,
  vendorReference: null,
  reason: null,
  error: null,
  groupId: null,
  queuedAt: null,
  inDoubtSince: null,
  firstFailedAt: null,
  lastFailedAt: null,
  tries: [],
  history: [],
});

const aMessage: MessageView = {
  id: messageId,
  type: "order.completed.v1",
  source: "/pos/1",
  sourceId: "1",
  entityKey: "order-1",
  acceptedAt: time,
  traceparent: null,
  traceId: null,
  deliveries: [],
  causedBy: null,
  causes: [],
  begot: [],
};

/** A recipe that waits for a second person. */
export const aRecipe: Recipe = {
  id: messageId,
  state: "proposed",
  kind: "mergePatch",
  patch: '{"channel":"web","customer":{"email":"ana@example.com"}}',
  selection: { filter: { group: messageId }, expectedCount: 2 },
  activeUntil: null,
  stoodDown: null,
  reason: "the till says it wrongly",
  author: "ana",
  types: [orderCompleted.type],
  delicate: ["/customer/email"],
  createdAt: "2026-01-01T00:00:00Z",
  expiresAt: "2026-01-02T00:00:00Z",
  decision: null,
  replay: null,
  finishedAt: null,
  bill: {
    selected: 2,
    pending: 2,
    mended: 0,
    skipped: 0,
    reasons: [],
    applied: 0,
    failedAgain: 0,
    inDoubt: 0,
    days: [],
  },
};

export const aReplay: Replay = {
  id: messageId,
  kind: "failures",
  reading: false,
  state: "running",
  reason: "mended",
  actor: "ana",
  selection: { ids: [] },
  routes: ["paytronix.accruePoints"],
  ratePerSecond: null,
  ramp: null,
  rampStep: 0,
  advances: "whenGreen",
  stopWhen: null,
  halt: null,
  createdAt: time,
  finishedAt: null,
  selected: 1,
  published: 0,
  skipped: 0,
  pending: 1,
  inFlight: 0,
  waiting: 0,
  applied: 0,
  unchanged: 0,
  superseded: 0,
  failedAgain: 0,
  inDoubt: 0,
  returned: 0,
};

/** A producer's token whose former secret still works. */
export const aToken: TokenView = {
  id: messageId,
  name: "pos",
  roles: ["producer"],
  loopbackOnly: false,
  sources: null,
  types: null,
  ratePerSecond: null,
  burst: null,
  createdAt: time,
  expiresAt: null,
  lastUsedAt: time,
  previous: { until: time, lastUsedAt: null },
};

export const anOverview: OverviewFacts = {
  failures: {
    dead: { value: 3, about: false },
    blocked: { value: 0, about: false },
    inDoubt: { value: 1, about: false },
    moving: { value: 20_000, about: true },
  },
  oldest: { seconds: 42, since: time, where: "unclaimed", route: "paytronix.accruePoints" },
  replays: [
    {
      id: "01a21b1c-49b8-771b-8bf2-f842c93b3494",
      kind: "failures",
      state: "running",
      reason: "mended",
      actor: "ana",
      selected: 4,
      done: 1,
    },
  ],
  attention: [
    {
      kind: "newGroup",
      subject: "paytronix.accruePoints",
      since: time,
      words: "Card is closed",
      ids: { group: "01a21b1c-49b8-771b-8bf2-f842c93b3495" },
    },
    {
      kind: "doubt",
      subject: "paytronix.accruePoints",
      since: time,
      words: "1 effect is in doubt: only a person can say whether the vendor did it.",
      ids: { route: "paytronix.accruePoints" },
    },
  ],
};

const aPerformance = {
  settled: 9,
  failed: 1,
  retried: 2,
  successShare: 0.9,
  durationMs: { p50: 120, p95: 300, p99: 900 },
  criticalMs: null,
};

export const aStatistic: StatisticsView = {
  from: time,
  to: "2026-11-23T12:01:00.000Z",
  until: "2026-11-23T12:00:30.000Z",
  stepSeconds: 60,
  totals: aPerformance,
  series: [{ at: time, settled: 9, failed: 1, retried: 2 }],
  routes: [{ route: "paytronix.accruePoints", connection: "paytronix", ...aPerformance, sparkline: [12] }],
  connections: [{ connection: "paytronix", ...aPerformance, sparkline: [12] }],
};

export const anAlert: AlertView = {
  id: "01a21b1c-49b8-771b-8bf2-f842c93b3499",
  kind: "circuitOpen",
  state: "open",
  connection: "stripe",
  title: "stripe has not answered since 12:31; its deliveries wait.",
  next: "spindle failures --connection stripe",
  since: time,
  lastSeenAt: time,
  endedAt: null,
};

/** Who is told of alerts; the path of its URL is a secret. */
export const anAlertEndpoint: AdminPorts["plan"]["alerts"]["endpoints"][number] = {
  name: "ops",
  format: "slack",
  url: new URL("https://hooks.slack.example/services/a-secret"),
  keys: [],
  kinds: new Set(["circuitOpen"]),
  privateNetwork: false,
};

export const noRules: AdminPorts["plan"]["alerts"]["rules"] = {
  groups: false,
  oldFailureMs: null,
  oldLaneMs: null,
  circuitOpenMs: null,
  backlogMs: null,
  recorderLagMs: null,
  quietFeeds: false,
  feeds: [],
};
