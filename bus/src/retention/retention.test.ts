import { expect, test } from "vitest";
import { planRetention, type RetentionConfig } from "./retention.ts";

const faultsOf = (config: RetentionConfig): readonly string[] => {
  const faults: string[] = [];
  planRetention(config, faults);
  return faults;
};

test("the ledger is kept for 14 days, the intake for 45, what adapters remember for 400, unless it is said", () => {
  const plan = { ledgerDays: 14, intakeDays: 45, referenceDays: 400, replayDays: 90 };
  expect(planRetention({}, [])).toEqual(plan);
  expect(planRetention({ intakeDays: 60 }, [])).toEqual({ ...plan, intakeDays: 60 });
});

test.each<readonly [string, RetentionConfig, RegExp]>([
  ["a ledger that forgets before a token is doubtful", { ledgerDays: 13 }, /^retention\.ledgerDays: .*14/],
  ["an intake shorter than vendors repeat", { intakeDays: 29 }, /^retention\.intakeDays: .*30/],
  [
    "an intake shorter than the ledger",
    { ledgerDays: 60 },
    /^retention\.intakeDays: 45 is less than ledgerDays, 60/,
  ],
  ["days that are not whole", { referenceDays: 40.5 }, /^retention\.referenceDays/],
])("%s cannot run", (_title, config, fault) => {
  expect(faultsOf(config)).toEqual([expect.stringMatching(fault)]);
});
