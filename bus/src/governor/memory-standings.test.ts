import { manualClock } from "../testing/memory/manual-clock.ts";
import { standingsSuite } from "../testing/standings-suite.ts";
import { memoryStandings } from "./memory-standings.ts";

standingsSuite(async () => {
  const clock = manualClock(Date.UTC(2026, 0, 15));
  const standings = memoryStandings({ now: () => clock.now() });
  return {
    standings,
    elsewhere: standings,
    pass: async (ms) => clock.advance(ms),
    kept: async () => standings.kept(),
  };
});
