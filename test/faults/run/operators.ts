import { randomUUID } from "node:crypto";
import type { OperatorAct } from "../checker/history.ts";
import type { Logbook } from "./logbook.ts";
import type { VendorProcess } from "./vendor.ts";

/** People at the admin API, who all look at the same failures at the same time. */
export type Operators = {
  /** So many of them replay, discard and answer until the returned function is called. */
  readonly begin: (count: number) => () => Promise<void>;
  /** Replays every failure there is, once. */
  readonly replayAll: () => Promise<void>;
};

type OperatorsOptions = {
  readonly admin: string;
  readonly token: string;
  readonly random: () => number;
  readonly logbook: Logbook;
  readonly vendor: Pick<VendorProcess, "journal">;
  /** What the vendor knows a message by. */
  readonly referenceOf: (messageId: string) => Promise<string | undefined>;
};

type Failure = {
  readonly id: string;
  readonly messageId: string;
  readonly route: string;
  readonly state: string;
};

const pauseMs = 50;

/** Opens operators. They answer what is in doubt truthfully: they look at the vendor. */
export function openOperators(options: OperatorsOptions): Operators {
  const failures = async (): Promise<readonly Failure[]> => {
    const found = await call(options, "GET", "failures?limit=100");
    return found.ok ? ((await found.json()) as { readonly data: readonly Failure[] }).data : [];
  };
  return {
    begin(count) {
      const stop = new AbortController();
      const working = Array.from({ length: count }, () => work(failures, options, stop.signal));
      return async () => {
        stop.abort();
        await Promise.all(working);
      };
    },
    async replayAll() {
      const dead = (await failures()).filter(({ state }) => state === "dead" || state === "blocked");
      if (dead.length > 0) await replay(dead, options);
    },
  };
}

async function work(
  failures: () => Promise<readonly Failure[]>,
  options: OperatorsOptions,
  stop: AbortSignal,
) {
  while (!stop.aborted) {
    try {
      const rows = await failures();
      const row = rows[Math.floor(options.random() * rows.length)];
      if (row) await actOn(row, rows, options);
    } catch {
      // The admin API is away, as it may be.
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function actOn(row: Failure, all: readonly Failure[], options: OperatorsOptions): Promise<void> {
  if (row.state === "inDoubt") return answer(row, options);
  const dice = options.random();
  if (dice < 0.2) return act(row, "discard", `failures/${row.id}/discard`, {}, options);
  if (dice < 0.6) return replay([row], options);
  // Two operators who select the same page at the same time.
  return replay(
    all.filter(({ state }) => state === "dead" || state === "blocked"),
    options,
  );
}

async function answer(row: Failure, options: OperatorsOptions): Promise<void> {
  const reference = await options.referenceOf(row.messageId);
  const done = options.vendor
    .journal()
    .some((line) => line.kind === "effect" && line.route === row.route && line.reference === reference);
  const word = done ? "applied" : "absent";
  return act(row, word, `failures/${row.id}/answer`, { answer: word }, options);
}

async function replay(rows: readonly Failure[], options: OperatorsOptions): Promise<void> {
  if (rows.length === 0) return;
  const selection = { ids: rows.map(({ id }) => id) };
  const response = await call(options, "POST", "replays", { selection, reason: "a fault test" });
  for (const { messageId, route } of rows)
    options.logbook.act({ act: "replay", messageId, route, done: response.ok });
}

async function act(
  { messageId, route }: Failure,
  word: OperatorAct["act"],
  path: string,
  body: object,
  options: OperatorsOptions,
): Promise<void> {
  const response = await call(options, "POST", path, { ...body, reason: "a fault test" });
  options.logbook.act({ act: word, messageId, route, done: response.ok });
}

function call(
  { admin, token }: OperatorsOptions,
  method: string,
  path: string,
  body?: object,
): Promise<Response> {
  return fetch(`${admin}/api/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      ...(method === "POST" && { "idempotency-key": randomUUID() }),
    },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(5_000),
  });
}
