import { expect, test } from "vitest";
import { curlOf } from "./samples.ts";

test("the event is one JSON document that no quote in the data ends", () => {
  const sample = curlOf("order.completed.v1", { name: "Joe's" });
  const [, text = ""] = /<<'END'\n([^]*)\nEND$/.exec(sample) ?? [];
  expect(JSON.parse(text)).toMatchObject({ type: "order.completed.v1", data: { name: "Joe's" } });
});
