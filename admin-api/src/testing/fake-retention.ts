import type { Operations } from "@spindlebus/bus/engine";

/** One day of the ledger, which stays. */
export const fakeRetention = (): Operations["retention"] => ({
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
});
