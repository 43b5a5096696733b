import { expect, test } from "vitest";
import { exampleOrder, exampleRefund } from "../examples.ts";
import { accruePoints } from "./accrue-points.ts";
import { reverseOrAdjust } from "./reverse-or-adjust.ts";

test("a refund stands in the lane of its order", () => {
  expect(reverseOrAdjust.lane?.group).toBe(accruePoints.lane?.group);
  expect(reverseOrAdjust.lane?.key(exampleRefund())).toBe(accruePoints.lane?.key(exampleOrder()));
});

test("a refund that the processor knows by the chain's reference only stands there too", () => {
  const { orderRef: _order, ...refund } = exampleRefund();
  expect(reverseOrAdjust.lane?.key(refund)).toBe("ord-7001");
});

test("refunds that name no order keep order payment by payment", () => {
  const { orderRef: _order, merchantReference: _reference, ...refund } = exampleRefund();
  expect(reverseOrAdjust.lane?.key(refund)).toBe("payment:pi_3SpindleExample7001");
});
