import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Half a minute or more each. Those that keep both cores busy are not side by side. */
const slow = [
  "faults/short/plants.test.ts",
  "integration/topology-killed-",
  "browser/one-bus.test.ts",
  "browser/every-screen.test.ts",
  "integration/bench.test.ts",
  "faults/short/",
  "browser/",
  "stories/",
  "integration/reconcile.test.ts",
  "integration/replay-killed.test.ts",
  "integration/new-adapter.test.ts",
  "integration/stopping.test.ts",
];

/** Starts with the files that take longest: one that begins as the last keeps the whole run waiting. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- it is Vitest's, and gives a new list
    const usual = await super.sort(files);
    return usual.toSorted((one, other) => rank(one) - rank(other));
  }
}

const rank = ({ moduleId }: TestSpecification): number => {
  const place = slow.findIndex((part) => moduleId.includes(`/test/${part}`));
  return place < 0 ? slow.length : place;
};
