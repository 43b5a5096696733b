import { describe, expect, test } from "vitest";
import { noteTaken } from "../testing/delivery/note.ts";
import { planBus } from "./bus-plan.ts";
import type { NoticeConfig } from "./define-config.ts";

const secretOf = (length: number, fill = "s") => `whsec_${Buffer.alloc(length, fill).toString("base64")}`;

/** Plans one endpoint, `pos`, with what its secret's variable holds. */
const plan = (notice: NoticeConfig, secret: string | undefined = secretOf(24), name = "pos") =>
  planBus({ contracts: [noteTaken], connections: {}, notices: { [name]: notice } }, (owner, word) =>
    `${owner} ${word}` === `notice-${name} secret` ? secret : undefined,
  );
const url = "https://pos.example/told";

test("an endpoint is told of everything unless it says of what", () => {
  const { notices, noticesFor } = plan({ url });
  expect(notices[0]?.on).toEqual(new Set(["settled", "failed"]));
  expect(noticesFor({ source: "/anyone", type: "note.taken.v1" })).toEqual(["pos"]);
});

test("only messages whose source and type it names concern it", () => {
  const { noticesFor } = plan({ url, sources: ["/pos/*"], types: ["note.taken.v1"] });
  expect(noticesFor({ source: "/pos/7", type: "note.taken.v1" })).toEqual(["pos"]);
  expect(noticesFor({ source: "/kiosk/7", type: "note.taken.v1" })).toEqual([]);
  expect(noticesFor({ source: "/pos/7", type: "note.taken.v2" })).toEqual([]);
});

describe("the URL", () => {
  test.each([url, "http://localhost:8000/told", "http://127.0.0.1/told", "http://[::1]:1/told"])(
    "%s is taken",
    (each) => {
      expect(plan({ url: each }).notices).toHaveLength(1);
    },
  );

  test.each([
    ["http://pos.example/told", /must begin with https/],
    ["http://127.0.0.1.evil.example/", /must begin with https/],
    ["https://ana:pw@pos.example/", /user or password/],
    ["pos.example", /is not a URL/],
    ["file:///etc/passwd", /must begin with https/],
  ])("%s is refused", (each, fault) => {
    expect(() => plan({ url: each })).toThrow(fault);
  });
});

describe("the secret", () => {
  test.each([
    ["one", secretOf(32), 1],
    ["a new one and an old one", `${secretOf(24, "n")} ${secretOf(64, "o")}\n`, 2],
  ])("may be %s", (_what, secret, count) => {
    expect(plan({ url }, secret).notices[0]?.keys).toHaveLength(count);
  });

  test.each([
    ["short", secretOf(23)],
    ["long", secretOf(65)],
    ["without its prefix", Buffer.alloc(32).toString("base64")],
    ["three", [1, 2, 3].map((n) => secretOf(24, String(n))).join(" ")],
    ["empty", ""],
  ])("that is %s is refused, with its variable and without its value", (_what, secret) => {
    expect(() => plan({ url }, secret)).toThrow(/NOTICE_POS_SECRET/);
    expect(() => plan({ url }, secret)).not.toThrow(secret === "" ? /never/ : secret.slice(0, 12));
  });
});

test("a name that could not name a variable is refused", () => {
  expect(() => plan({ url }, secretOf(24), "The POS")).toThrow(
    /notices\.The POS: a name is lower-case letters/,
  );
});
