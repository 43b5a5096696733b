import {
  isAsExpected,
  type FailureGroup,
  type GroupFacts,
  type GroupTally,
  type Operations,
} from "@spindlebus/bus/engine";
import { type World, known, messageId, time } from "./fake-world.ts";

/** One group. */
export const fakeGroups = ({ recorded }: World): Operations["groups"] => ({
  list: async () => ({
    data: [aGroup],
    next: null,
    counts: { ...noGroups, open: 1, all: 1 },
    count: { value: 1, checksum: "12" },
    failures: aGroup.count,
    ungrouped: 0,
  }),
  tallies: async (by) => ({ data: [{ ...aTally, key: by }], complete: true, ungrouped: 0 }),
  get: async (id) => (id === aGroup.id ? aGroup : undefined),
  facts: async () => someFacts,
  async change(id, change, act) {
    recorded.acts.push({ name: JSON.stringify(change), target: id, act });
    return known(id === aGroup.id ? aGroup : undefined);
  },
  async changeMany(selection, change, act) {
    recorded.acts.push({ name: JSON.stringify({ selection, change }), target: "", act });
    if (!isAsExpected(selection, { count: 1, checksum: "12" }))
      return { ok: false, code: "countDiffers", count: 1 };
    const value = { batch: "batch", selected: 1, changed: 1, unchanged: 0, skipped: 0, reasons: [] };
    return { ok: true, value };
  },
});

/** A group that nobody has taken up. */
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
