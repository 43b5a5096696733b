import { describe, expect, test } from "vitest";
import { settings } from "../examples.ts";
import { TransactionReply } from "./vendor.ts";
import { changesIn, changesInHistory, valueOf } from "./wallets.ts";

const changesOf = (reply: object) =>
  changesIn(TransactionReply.parse({ result: "authorizedSuccess", pxTransactionId: 1, ...reply }));

const changed = (operationType: number, quantity: unknown = 5, walletCode = 1) => ({
  name: "Points Earned",
  operationType,
  walletCode,
  quantity,
});

describe("the changes in an answer", () => {
  test("are additions and voided subtractions on one side, the others on the other", () => {
    const changedWalletContents = [
      changed(1, 1, 11),
      changed(2, 2, 12),
      changed(3, 3, 13),
      changed(4, 4, 14),
    ];
    expect(changesOf({ changedWalletContents })).toEqual({
      added: [
        { walletCode: 11, quantity: "1" },
        { walletCode: 14, quantity: "4" },
      ],
      taken: [
        { walletCode: 12, quantity: "2" },
        { walletCode: 13, quantity: "3" },
      ],
    });
  });

  test("are what happened, not what was asked for", () => {
    const asked = { addWalletContents: [{ walletCode: 1, quantity: 12 }] };
    expect(changesOf({ ...asked, changedWalletContents: [changed(1, 10)] }).added).toEqual([
      { walletCode: 1, quantity: "10" },
    ]);
    expect(changesOf({ ...asked, changedWalletContents: [] }).added).toEqual([]);
  });

  test("are what was asked for where the answer lists no changes and is no variant", () => {
    const asked = {
      addWalletContents: [{ walletCode: 1, quantity: 12 }],
      redeemWalletContents: [{ walletCode: 2, quantity: 1 }],
    };
    expect(changesOf(asked)).toEqual({
      added: [{ walletCode: 1, quantity: "12" }],
      taken: [{ walletCode: 2, quantity: "1" }],
    });
    expect(changesOf({ ...asked, result: "authorizedVariantSuccess" })).toEqual({ added: [], taken: [] });
  });

  test("are in the order of their wallets, whatever the answer's", () => {
    const changedWalletContents = [changed(1, 1, 30), changed(1, 1, 4), changed(1, 1, 200)];
    expect(changesOf({ changedWalletContents }).added.map(({ walletCode }) => walletCode)).toEqual([
      4, 30, 200,
    ]);
  });
});

describe("the changes in a history", () => {
  test("have no signs and no zeros", () => {
    const details = [
      { walletCode: 1, accrued: "0.00", redeemed: "-4.50" },
      { walletCode: 2, accrued: "1,250.00", redeemed: null },
      { walletCode: 3, accrued: "none" },
    ];
    expect(changesInHistory({ details })).toEqual({
      added: [{ walletCode: 2, quantity: "1250" }],
      taken: [{ walletCode: 1, quantity: "4.5" }],
    });
  });

  test("are unknown where the history does not list them", () => {
    expect(changesInHistory({})).toBeUndefined();
  });
});

describe("a wallet's value", () => {
  test("of money has the wallet's currency, else the connection's", () => {
    const wallets = [
      { walletCode: 1, kind: "currency", currency: "CAD" },
      { walletCode: 2, kind: "currency" },
    ];
    const values = [1, 2].map((walletCode) => valueOf(walletCode, "1.25", settings({ wallets })));
    expect(values.map(({ currency }) => currency)).toEqual(["CAD", "USD"]);
  });

  test("of a wallet that the settings do not name counts items under its code", () => {
    expect(valueOf(863, "1", settings())).toEqual({ kind: "items", code: "863", quantity: "1" });
  });
});
