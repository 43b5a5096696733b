import { expect, test } from "vitest";
import { adapterFolders } from "./adapter-folders.ts";

const file = "conformance.ts";

test("an adapter is named by its name or by its folder, and several may be", () => {
  expect(adapterFolders(["toast", "adapters/stripe"], file)).toEqual(["adapters/toast", "adapters/stripe"]);
});

test("without a name all below adapters/ are meant, by name", () => {
  const all = adapterFolders([], file);
  expect(all).toEqual(expect.arrayContaining(["adapters/adyen", "adapters/toast"]));
  expect(all).toEqual(all.toSorted());
});

test("whoever names one that there is not is told which there are", () => {
  expect(() => adapterFolders(["tosat"], file)).toThrow(/no adapter "tosat"; there are adyen, .*toast/);
});
