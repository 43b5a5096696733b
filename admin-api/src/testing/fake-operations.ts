import type { Operations } from "@spindlebus/bus/engine";
import { orderCompleted } from "@spindlebus/contracts";
import { fakeAlerts } from "./fake-alerts.ts";
import { fakeDoubts } from "./fake-doubts.ts";
import { fakeDryRunStore } from "./fake-dry-run-store.ts";
import { fakeFailures, fakeManyFailures } from "./fake-failures.ts";
import { fakeGroups } from "./fake-groups.ts";
import { fakeIdempotencyKeys } from "./fake-idempotency-keys.ts";
import { fakeLanes } from "./fake-lanes.ts";
import { fakeMessages } from "./fake-messages.ts";
import { fakeNotices } from "./fake-notices.ts";
import { fakePauses } from "./fake-pauses.ts";
import { fakeRecipes } from "./fake-recipes.ts";
import { fakeEvents, fakeFeeds, fakeReplays } from "./fake-replays.ts";
import { fakeRetention } from "./fake-retention.ts";
import { fakeRevisions } from "./fake-revisions.ts";
import { fakeSessions } from "./fake-sessions.ts";
import { fakeOverview, fakeStatistics } from "./fake-statistics.ts";
import { fakeTokens } from "./fake-tokens.ts";
import { newWorld, nothing, type Given, type Recorded } from "./fake-world.ts";

// What tests ask the fakes for, so that they need not know which of them has it.
export { anAlert, anAlertEndpoint, noRules } from "./fake-alerts.ts";
export { aFailure, aWindow } from "./fake-failures.ts";
export { aGroup } from "./fake-groups.ts";
export { aLane } from "./fake-lanes.ts";
export { aNotice, anEndpoint } from "./fake-notices.ts";
export { aRecipe } from "./fake-recipes.ts";
export { aReplay } from "./fake-replays.ts";
export { aStatistic, anOverview } from "./fake-statistics.ts";
export { aToken } from "./fake-tokens.ts";
export { messageId } from "./fake-world.ts";

export type FakeOperations = { readonly operations: Operations; readonly recorded: Recorded };

/** Operations in memory: lists and acts as the real ones answer them, without what a database decides. */
export function fakeOperations(given: Given): FakeOperations {
  const world = newWorld(given);
  const operations: Operations = {
    failures: fakeFailures(world),
    manyFailures: fakeManyFailures(world),
    statistics: fakeStatistics(world),
    overview: fakeOverview(),
    retention: fakeRetention(),
    doubts: fakeDoubts(world),
    revisions: fakeRevisions(world),
    feeds: fakeFeeds(),
    dryRunStore: fakeDryRunStore(world),
    groups: fakeGroups(world),
    messages: fakeMessages(world),
    lanes: fakeLanes(world),
    replays: fakeReplays(world),
    recipes: fakeRecipes(world),
    events: fakeEvents(),
    choices: { of: async () => [] },
    planState: {
      counts: async () =>
        new Map([
          ["gone.accrue", { waiting: 0, queued: 0, inDoubt: 0, dead: 3, blocked: 0, inLine: 0, inFlight: 0 }],
        ]),
      lanes: async () => new Map(),
      governors: async () => new Map(),
      left: async (limits) =>
        new Map(
          [...limits].map(([id, { concurrency, perSecond }]) => [
            id,
            { atATime: concurrency - 1, inSecond: perSecond },
          ]),
        ),
      accounts: async (_connection, { perKey }) =>
        perKey ? [{ key: "store-7", atATime: 0, inSecond: null }] : [],
      volumes: async () =>
        new Map([[orderCompleted.type, { messages: 90, invalid: 10, about: false, sources: [] }]]),
    },
    pauses: fakePauses(world),
    notices: fakeNotices(world),
    alerts: fakeAlerts(world),
    memory: { recall: async () => ({ kind: "unknown" }) },
    audit: {
      async append(line) {
        if (world.unwritable) throw world.unwritable;
        world.recorded.lines.push(line);
      },
      list: async () => nothing,
    },
    tokens: fakeTokens(world),
    sessions: fakeSessions(world.recorded.acts),
    idempotencyKeys: fakeIdempotencyKeys(),
    ping: async () => undefined,
  };
  return { operations, recorded: world.recorded };
}
