import { expect, test } from "vitest";
import { deliveryId, parseDeliveryId } from "./delivery-id.ts";

const messageId = "01890000-0000-7000-8000-000000000000";

test.each(["points-us.accruePoints", "intake"])("the id of a delivery on %s is read back", (route) => {
  expect(parseDeliveryId(deliveryId({ messageId, route }))).toEqual({ messageId, route });
});

test.each([
  "",
  messageId,
  `${messageId}:`,
  `${messageId}:Points.accrue`,
  `${messageId}:points.accrue.more`,
  `${messageId}:points\0`,
  `${messageId.toUpperCase()}x:points.accrue`,
  `x${messageId}:points.accrue`,
])("%j is no id of a delivery", (text) => {
  expect(parseDeliveryId(text)).toBeUndefined();
});
