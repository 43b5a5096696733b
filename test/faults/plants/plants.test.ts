import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { replaceOnce } from "../process/planted.ts";
import { plants } from "./plants.ts";

const product = new URL("../../../bus/src/", import.meta.url);

test.each(Object.entries(plants))(
  "%s still fits the sources, each change exactly once",
  (_name, { edits }) => {
    for (const [file, own] of Map.groupBy(edits, (edit) => edit.file)) {
      const source = readFileSync(new URL(file, product), "utf8");
      expect(own.reduce(replaceOnce, source)).not.toBe(source);
    }
  },
);
