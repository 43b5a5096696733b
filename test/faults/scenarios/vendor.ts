import type { Scenario } from "../run/scenario.ts";
import type { Misdeed } from "../vendor/misdeeds.ts";
import { pause, paced, underLoad } from "./load.ts";

const misbehaving = (rule: string, name: string, ...script: readonly Partial<Misdeed>[]): Scenario => ({
  name: `vendor-${name}`,
  rule,
  vendorWasWell: false,
  shape: paced,
  run: (field) =>
    underLoad(field, async () => {
      await field.vendor.script(...script);
      await pause(6_000);
      await field.vendor.script();
    }),
});

/** The vendor misbehaves in every way that it knows. */
export const vendorScenarios: readonly Scenario[] = [
  misbehaving("a slow vendor is waited for", "slow", { kind: "slow", share: 0.5, delayMs: 1_200 }),
  misbehaving(
    "what hangs is in doubt",
    "hangs",
    { kind: "hang", share: 0.3 },
    { kind: "applyThenHang", share: 0.3 },
  ),
  misbehaving(
    "a connection that breaks leaves a doubt, and the doubt is settled",
    "resets",
    { kind: "reset", share: 0.3 },
    { kind: "applyThenReset", share: 0.4 },
    { kind: "reset", share: 0.2, reads: true },
  ),
  misbehaving(
    "a 5xx says nothing of what was done",
    "fails",
    { kind: "fail", share: 0.4 },
    { kind: "applyThenFail", share: 0.4 },
  ),
  misbehaving("a limit costs no attempt", "throttles", { kind: "throttle", share: 0.6 }),
  misbehaving("a storm of refusals is visible as failures, and no outage", "refuses", {
    kind: "reject",
    share: 0.7,
  }),
  misbehaving("an answer of 50 MB is not read", "floods", { kind: "flood", share: 0.3 }),
  {
    name: "vendor-dies",
    rule: "a vendor that dies and comes back is asked, and nothing is done twice",
    vendorWasWell: false,
    shape: paced,
    run: (field) =>
      underLoad(field, async () => {
        for (let kills = 0; kills < 2; kills += 1) {
          await field.vendor.kill();
          field.logbook.fault({ kind: "kill", target: "vendor" });
          await pause(2_500);
          await field.vendor.start();
          await pause(1_500);
        }
      }),
  },
  {
    name: "operators",
    rule: "operators who replay, discard and answer the same rows at the same time do nothing twice",
    vendorWasWell: false,
    shape: { ...paced, counts: { admin: 1 } },
    run: (field) =>
      underLoad(field, async () => {
        await field.vendor.script({ kind: "reject", share: 0.4 }, { kind: "applyThenReset", share: 0.4 });
        const stop = field.operators.begin(4);
        await pause(6_000);
        await field.member("worker").kill();
        await field.vendor.script({ kind: "reject", share: 0.1 }, { kind: "slow", share: 0.3, delayMs: 400 });
        await pause(6_000);
        await stop();
        await field.vendor.script();
        await field.operators.replayAll();
      }),
  },
];
