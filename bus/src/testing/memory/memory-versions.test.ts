import { versionsSuite } from "../versions-suite.ts";
import { manualClock } from "./manual-clock.ts";
import { memoryVersions } from "./memory-versions.ts";

versionsSuite(async () => {
  const clock = manualClock(Date.UTC(2026, 0, 15));
  return { versions: memoryVersions(clock), pass: async (ms) => clock.advance(ms) };
});
