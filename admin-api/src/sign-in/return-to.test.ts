import { expect, test } from "vitest";
import { safeReturnTo } from "./return-to.ts";

const origin = "https://spindle.acme.example";

test.each([
  "/failures?groupBy=type&status=open&q=payload.order.id%3A123&sort=-count",
  "/failures/01890a5d-ac96-774b-bcce-b302099a8057:paytronix-us.accruePoints?tab=attempts#n3",
  '/messages?q="a\\"b"//x',
  "/ops/routes/paytronix-us.accruePoints",
])("a log-in leads back to a page of the console, as it was: %s", (path) => {
  expect(safeReturnTo(path, origin)).toBe(new URL(path, origin).href);
  expect(safeReturnTo(`${origin}${path}`, origin)).toBe(new URL(path, origin).href);
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "/x\\..\\\\evil.example",
  "/\t/evil.example?q=\\",
  "/auth/login?returnTo=/",
])("it leads to the front page instead of %j", (path) =>
  expect(safeReturnTo(path, origin)).toBe(`${origin}/`),
);

test("what its cookie has no room for leads to the front page", () => {
  expect(safeReturnTo(`/failures?q=${"é".repeat(400)}`, origin)).toBe(`${origin}/`);
});
