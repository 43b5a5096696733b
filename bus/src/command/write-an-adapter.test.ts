import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { main } from "./main.ts";

const tutorial = readFileSync("docs/tutorials/write-an-adapter.md", "utf8");

/** The page's blocks in their order: commands, files, and what a command prints. */
const blocks = [...tutorial.matchAll(/^```(sh|ts|text)\n(.*?)^```$/gms)].map(([, kind, text = ""]) => ({
  kind,
  text,
}));

/**
 * A folder in place of `adapters`. Node keeps what it has imported once, so each check has a copy of its own: whoever follows
 * the page starts a process for each.
 */
function reader() {
  mkdirSync(".spindle", { recursive: true });
  const dir = mkdtempSync(join(".spindle", "tutorial-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const files = new Map<string, string>();
  let checks = 0;
  let printed = "";
  const run = async (...words: readonly string[]) => {
    const host = capturedHost();
    await main(words, host);
    printed = host.out() + host.err();
  };
  return {
    printed: () => printed,
    write: (text: string) => {
      const [, path = ""] = /^\/\/ adapters\/till\/(.+)\n/.exec(text) ?? [];
      files.set(path, text.slice(text.indexOf("\n") + 1));
    },
    type: async (line: string) => {
      const words = line.trim().split(" ");
      expect(words.slice(0, 3)).toEqual(["npx", "spindle", "adapter"]);
      if (words[3] === "new") return run(...words.slice(2), "--dir", dir);
      checks += 1;
      const folder = join(dir, `check-${checks}`);
      cpSync(join(dir, "till"), folder, { recursive: true });
      for (const [path, text] of files) writeFileSync(join(folder, path), text);
      await run("adapter", "check", folder);
    },
  };
}

test("whoever follows the tutorial word for word sees what it says", async () => {
  const { type, write, printed } = reader();
  const unseen: string[] = [];
  for (const { kind, text } of blocks) {
    if (kind === "sh") await type(text);
    else if (kind === "ts") write(text);
    else if (!spaced(printed()).includes(spaced(text))) unseen.push(text);
  }
  expect(unseen).toEqual([]);
  const kinds = blocks.map(({ kind }) => kind).join(" ");
  expect(kinds).toBe("sh sh text ts sh text ts sh text ts ts sh text");
});

/** A table's columns are as wide as what stands in them. */
const spaced = (text: string): string => text.trim().replace(/ +/g, " ");
