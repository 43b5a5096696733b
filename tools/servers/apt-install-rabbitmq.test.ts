import { expect, test } from "vitest";
import { readStatus } from "./apt-install-rabbitmq.ts";

test("apt's status line is told as what it does and how far it is", () => {
  expect(readStatus("pmstatus:erlang-base:42.5137:Unpacking erlang-base (amd64)")).toBe(
    "Unpacking erlang-base (amd64), 43 %",
  );
  expect(readStatus("dlstatus:1:20.0:Retrieving file 1 of 3")).toBe("Retrieving file 1 of 3, 20 %");
});

test("a colon in the description stays", () => {
  expect(readStatus("pmstatus:rabbitmq-server:10:Preparing 1:3.10")).toBe("Preparing 1:3.10, 10 %");
});
