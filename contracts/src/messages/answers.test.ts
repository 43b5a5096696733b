import { expect, test } from "vitest";
import { engagementContracts } from "./engagement/index.ts";
import { giftCardContracts } from "./giftcard/index.ts";
import { identityContracts } from "./identity/index.ts";
import { loyaltyContracts } from "./loyalty/index.ts";
import { orderContracts } from "./order/index.ts";
import { paymentContracts } from "./payment/index.ts";
import { refusalTypeOf } from "../refusal-type.ts";

const contracts = [
  ...loyaltyContracts,
  ...giftCardContracts,
  ...identityContracts,
  ...engagementContracts,
  ...orderContracts,
  ...paymentContracts,
];
const commands = contracts.filter(({ kind }) => kind === "command");

test.each(commands)("a vendor can refuse $type, and everybody learns it", (command) => {
  const refusal = refusalTypeOf(command);
  expect(contracts.find(({ type }) => type === refusal)?.kind).toBe("event");
});
