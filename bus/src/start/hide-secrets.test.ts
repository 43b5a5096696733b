import { expect, test } from "vitest";
import { hideSecrets } from "./hide-secrets.ts";

test("what is called like a secret is not shown, down to the third level", () => {
  const line = {
    token: "t",
    request: { path: "/v1", headers: { authorization: "Bearer t", accept: "text/plain" } },
    all: [{ password: "p" }, { name: "n" }],
    empty: null,
  };
  expect(hideSecrets(line)).toEqual({
    token: "•••",
    request: { path: "/v1", headers: { authorization: "•••", accept: "text/plain" } },
    all: [{ password: "•••" }, { name: "n" }],
    empty: null,
  });
});

test("the given line is left as it is", () => {
  const line = { request: { cookie: "c" } };
  hideSecrets(line);
  expect(line).toEqual({ request: { cookie: "c" } });
});

test("a line with nothing to hide is not copied", () => {
  const line = { route: "a.b", nested: { deep: { deeper: 1 } } };
  expect(hideSecrets(line)).toBe(line);
});

test("an error keeps what makes it one, for the serializer that looks into it", () => {
  const err = Object.assign(new Error("broken"), { token: "t" });
  expect(hideSecrets({ err })).toEqual({ err });
});
