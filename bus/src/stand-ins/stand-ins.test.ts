import { describe, expect, test } from "vitest";
import { openStandIns } from "./stand-ins.ts";

describe("a stand-in", () => {
  test.each([
    [
      "an e-mail address stays one, at a domain that nobody has",
      "ada.lovelace@mail.org",
      /^[a-z]{3}\.[a-z]{8}@example\.com$/,
    ],
    ["a telephone number stays one of its country", "+16175550101", /^\+1555\d{7}$/],
    ["elsewhere the country stays", "+498912345678", /^\+49\d{10}$/],
    [
      "an id of a vendor keeps what tells its kind",
      "cus_NffrFeUfNV2Hib",
      /^cus_[A-Z][a-z]{3}[A-Z][a-z][A-Z][a-z][A-Z]{2}\d[A-Z][a-z]{2}$/,
    ],
    ["a card number keeps its length", "6006491727001234", /^[1-9]\d{15}$/],
    ["leading zeros stay", "00042117", /^000?[1-9]?\d+$/],
    [
      "a UUID keeps its version and variant",
      "01a20963-024a-76ac-99fe-37de65c720b2",
      /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-9[\da-f]{3}-[\da-f]{12}$/,
    ],
    ["a hexadecimal id stays hexadecimal", "507f1f77bcf86cd799439011", /^[\da-f]{24}$/],
    ["a day stays a day", "1990-12-10", /^19\d\d-(0[1-9]|1[0-2])-([01]\d|2[0-8])$/],
    [
      "an address on the web stays one, at a domain that nobody has",
      "https://pics.test/u/ada.png",
      /^https:\/\/example\.com\/[a-z]\/[a-z]{3}\.[a-z]{3}$/,
    ],
    [
      "letters beyond ASCII stay beyond it, and case stays",
      "Zoë Ångström",
      /^[A-Z][a-z][^ -~] [^ -~][a-z]{5}[^ -~][a-z]$/,
    ],
  ])("%s", (_rule, value, form) => {
    const standIn = openStandIns().of(value);
    expect(standIn).not.toBe(value);
    expect(standIn).toMatch(form);
    expect(
      standIn.endsWith("@example.com") || standIn.startsWith("https") || standIn.length === value.length,
    ).toBe(true);
  });

  test("is the same for equal values, and another for others", () => {
    const standIns = openStandIns();
    expect(standIns.of("Ada")).toBe(standIns.of("Ada"));
    const names = Array.from({ length: 500 }, (_, n) => `guest${n}`);
    expect(new Set(names.map((name) => standIns.of(name))).size).toBe(500);
  });

  test("follows from the order alone: the same failure gives the same fixture, and no value can be guessed from it", () => {
    expect(openStandIns().of("Ada")).toBe(openStandIns().of("Ada"));
    expect(openStandIns().of("Ada")).toBe(openStandIns().of("Eve"));
  });

  test("is found in texts, in paths and forms too; short values are not, since they are met by chance", () => {
    const standIns = openStandIns();
    const [mail, state] = [standIns.of("ada+1@mail.org"), standIns.of("MA")];
    expect(standIns.inText("MA: ada+1@mail.org /m/ada%2B1%40mail.org")).toBe(
      `MA: ${mail} /m/${encodeURIComponent(mail)}`,
    );
    expect(state).not.toBe("MA");
  });
});
