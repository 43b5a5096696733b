import { expect, test } from "vitest";
import { engagementContracts } from "./engagement/index.ts";
import { giftCardContracts } from "./giftcard/index.ts";
import { identityContracts } from "./identity/index.ts";
import { loyaltyContracts } from "./loyalty/index.ts";

const contracts = [...loyaltyContracts, ...giftCardContracts, ...identityContracts, ...engagementContracts];
const commands = contracts.filter(({ kind }) => kind === "command").map(({ type }) => type);

/** What was not sent has a step of its own, which names the command as its requestId. */
const elsewhere: Readonly<Record<string, string>> = {
  "engagement.message.send.v1": "engagement.message.aborted.v1",
};

test.each(commands)("a vendor can refuse %s, and everybody learns it", (command) => {
  const refusal = elsewhere[command] ?? command.replace(/\.v1$/, "_failed.v1");
  expect(contracts.find(({ type }) => type === refusal)?.kind).toBe("event");
});
