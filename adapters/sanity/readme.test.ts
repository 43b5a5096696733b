import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { projection } from "./src/projection.ts";

const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");

test("the README shows the projection that the webhook needs", () => {
  expect(readme.replaceAll("\n   ", "\n")).toContain(projection);
});
