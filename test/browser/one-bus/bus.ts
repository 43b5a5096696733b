import { afterAll, beforeAll } from "vitest";
import { openBusyBus, type BusyBus } from "../support/busy-bus.ts";

/** What all suites of this folder look at; there from the first test on. Each leaves three failures of its loyalty vendor. */
// oxlint-disable-next-line import/no-mutable-exports -- opened once, before all tests
export let bus: BusyBus;
beforeAll(async () => {
  bus = await openBusyBus();
});
afterAll(() => bus?.stop());
