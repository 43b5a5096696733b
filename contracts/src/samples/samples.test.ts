import { describe, expect, test } from "vitest";
import { checkData } from "../check-data.ts";
import { isRecord, pointerOf } from "../pointer.ts";
import { adyenSamples } from "./adyen.ts";
import { auth0UserSamples } from "./auth0-user.ts";
import { engagementDetailSamples } from "./engagement-details.ts";
import { engagementSamples } from "./engagement.ts";
import { identitySamples } from "./identity.ts";
import { paytronixLoyaltySamples } from "./paytronix-loyalty.ts";
import { paytronixMemberSamples } from "./paytronix-members.ts";
import { paytronixSamples } from "./paytronix.ts";
import { punchhUserSamples } from "./punchh-user.ts";
import { punchhSamples } from "./punchh.ts";
import type { Home, Sample } from "./sample.ts";
import { saysTheSame } from "./says-the-same.ts";
import { squareLoyaltySamples } from "./square-loyalty.ts";
import { squareOrderSamples } from "./square-order.ts";
import { squarePaymentSamples } from "./square-payment.ts";
import { stripeSamples } from "./stripe.ts";
import { stripeOutcomes } from "./stripe-outcomes.ts";
import { toastSamples } from "./toast.ts";

const samples = [
  ...squareOrderSamples,
  ...toastSamples,
  ...paytronixSamples,
  ...stripeSamples,
  ...stripeOutcomes,
  ...adyenSamples,
  ...squarePaymentSamples,
  ...paytronixLoyaltySamples,
  ...paytronixMemberSamples,
  ...punchhSamples,
  ...punchhUserSamples,
  ...squareLoyaltySamples,
  ...identitySamples,
  ...auth0UserSamples,
  ...engagementSamples,
  ...engagementDetailSamples,
];

describe.each(samples.map((sample) => [sample.title, sample] as const))("%s", (_title, sample) => {
  test("becomes a valid message", () => {
    const checked = checkData(sample.contract, sample.message.data);
    expect(checked.ok ? [] : checked.problem.errors).toEqual([]);
  });

  test("loses nothing: every leaf of the body has its place in the message, or a reason", () => {
    const homeless = leavesOf(sample.body).filter((leaf) => homeOf(sample, leaf) === undefined);
    expect(homeless).toEqual([]);
  });

  test("says in the message what it said in the body", () => {
    const wrong = Object.entries(sample.homes).filter(([leaf, home]) => !holds(sample, leaf, home));
    expect(wrong).toEqual([]);
  });
});

test.each([
  ["a price in dollars", 12.98, 1298],
  ["a tender that is written negative", -14.02, 1402],
  ["an offset without a colon", "2026-01-15T19:04:05.000+0100", "2026-01-15T18:04:05.000Z"],
  ["seconds since 1970", 1768500245, "2026-01-15T18:04:05.000Z"],
  ["a day without hyphens", 20260115, "2026-01-15"],
  ["a number for an id", 863, "863"],
  ["a brand in capitals", "VISA", "visa"],
])("%s says the same, and another value does not", (_what, vendor, canonical) => {
  expect(saysTheSame(vendor, canonical)).toBe(true);
  expect(saysTheSame(typeof vendor === "number" ? vendor + 1 : `${vendor}1`, canonical)).toBe(false);
});

/** The JSON Pointers of all values that are not objects or lists; an empty list says nothing. */
function leavesOf(value: unknown, path: readonly (string | number)[] = []): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...path, index]));
  if (!isRecord(value)) return [pointerOf(path)];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...path, key]));
}

/** A leaf is at home, too, where a part that it lies in went on as it is. */
function homeOf({ homes }: Sample, leaf: string): Home | undefined {
  const [pointer] = Object.keys(homes).filter((each) => leaf === each || leaf.startsWith(`${each}/`));
  return pointer === undefined ? undefined : homes[pointer];
}

function holds({ body, message }: Sample, leaf: string, home: Home): boolean {
  const said = at(body, leaf);
  if (said === undefined) return false;
  if (typeof home === "string") return saysTheSame(said, at(message, home));
  if ("raw" in home) return home.raw.length > 10;
  return saysTheSame(home[1], at(message, home[0]));
}

const at = (value: unknown, pointer: string): unknown =>
  pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((inner, step) => {
      if (Array.isArray(inner)) return inner[Number(step)] as unknown;
      return isRecord(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined;
    }, value);
