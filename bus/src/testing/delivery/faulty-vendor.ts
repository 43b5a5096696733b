import type { VendorRequest } from "../../adapter/index.ts";
import type { Answer, Clock, Vendor } from "../../delivery/ports.ts";
import { answered, connectionRefused, connectionReset, filedAt, refused } from "./scripted-vendor.ts";

/** What a vendor may do to a request that would change something. */
export const misdeeds = [
  "none",
  "refuseConnection",
  "dropBefore",
  "commitThenDrop",
  "commitLate",
  "commitThen500",
  "fail500",
  "refuse503",
  "throttle",
  "reject",
  "commitThenNonsense",
  "commitAndForget",
] as const;
export type Misdeed = (typeof misdeeds)[number];

/** What it may do to a question. */
export const evasions = ["none", "refuseConnection", "dropBefore", "fail500", "throttle"] as const;
export type Evasion = (typeof evasions)[number];

export type FaultyVendor = Vendor & {
  /** How often a note was filed; more than once is what must never be. */
  effects(noteId: string): number;
  /** What comes of the next requests, one each; then all goes well. */
  plan(misdeeds: readonly Misdeed[], evasion: Evasion): void;
};

type Options = {
  readonly clock: Clock;
  /** After this long a write shows in reads. */
  readonly readLagMs: number;
  /** At most this long after the caller gave up a late write lands. */
  readonly latestMs: number;
  /** For as long it answers a key it knows as it did the first time. */
  readonly keptMs: number;
};

/** A vendor with keys (where one is sent), ids of the client's (PUT), plain filing (POST) and a search (GET). */
export function faultyVendor({ clock, readLagMs, latestMs, keptMs }: Options): FaultyVendor {
  const filed = new Map<string, number[]>();
  const known = new Map<string, { readonly answer: Answer; readonly untilMs: number }>();
  const late: { readonly atMs: number; readonly land: (atMs: number) => void }[] = [];
  let planned: readonly Misdeed[] = [];
  let evasion: Evasion = "none";

  const landLate = () => {
    for (const write of late.splice(0))
      if (write.atMs <= clock.now()) write.land(write.atMs);
      else late.push(write);
  };
  const search = (noteId: string): Answer => {
    const visible = (filed.get(noteId) ?? []).some((atMs) => atMs + readLagMs <= clock.now());
    return visible ? filedAt(noteId) : answered(404);
  };
  const file = (request: VendorRequest, atMs: number): Answer => {
    const { noteId, notes } = JSON.parse(request.body ?? "") as {
      noteId: string;
      notes?: { noteId: string }[];
    };
    const all = notes?.map((note) => note.noteId) ?? [noteId];
    for (const id of all) {
      const before = filed.get(id) ?? [];
      if (request.method !== "PUT" || before.length === 0) filed.set(id, [...before, atMs]);
    }
    return notes ? answered(200, { results: all.map((id) => ({ noteId: id, place: id })) }) : filedAt(noteId);
  };
  /** Under a key the first answer, a refusal too, is that to every repeat. */
  const once = (key: string | undefined, atMs: number, act: () => Answer): Answer => {
    const first = key === undefined ? undefined : known.get(key);
    if (first && first.untilMs > atMs) return first.answer;
    const answer = act();
    if (key !== undefined) known.set(key, { answer, untilMs: atMs + keptMs });
    return answer;
  };

  return {
    effects: (noteId) => {
      landLate();
      return filed.get(noteId)?.length ?? 0;
    },
    plan: (next, nextEvasion) => {
      planned = next;
      evasion = nextEvasion;
    },
    send: async (_route, request, { headers }) => {
      landLate();
      if (request.method === "GET") {
        const { searchParams } = new URL(request.path, "http://vendor.test");
        return evaded(evasion) ?? search(searchParams.get("id") ?? "");
      }
      const key = headers["idempotency-key"];
      const write = (atMs = clock.now()) => once(key, atMs, () => file(request, atMs));
      const [misdeed = "none", ...rest] = planned;
      planned = rest;
      switch (misdeed) {
        case "none":
          return write();
        case "refuseConnection":
          return connectionRefused;
        case "dropBefore":
          return connectionReset;
        case "commitThenDrop":
          write();
          return connectionReset;
        case "commitLate":
          late.push({ atMs: clock.now() + latestMs, land: write });
          return connectionReset;
        case "commitThen500":
          write();
          return answered(500);
        case "fail500":
          return answered(500);
        case "refuse503":
          return answered(503);
        case "throttle":
          return answered(429, {}, { "retry-after": "3" });
        case "reject":
          return once(key, clock.now(), () => refused);
        case "commitAndForget":
          return forgetful(write());
        case "commitThenNonsense":
          write();
          return answered(200, { surprise: true });
      }
    },
  };
}

/** An answer that speaks of all but the last. */
function forgetful(answer: Answer): Answer {
  if (answer.kind !== "answered") return answer;
  const { results = [] } = answer.response.json as { results?: readonly unknown[] };
  return answered(200, { results: results.slice(0, -1) });
}

function evaded(evasion: Evasion): Answer | undefined {
  switch (evasion) {
    case "none":
      return undefined;
    case "refuseConnection":
      return connectionRefused;
    case "dropBefore":
      return connectionReset;
    case "fail500":
      return answered(500);
    case "throttle":
      return answered(429);
  }
}
