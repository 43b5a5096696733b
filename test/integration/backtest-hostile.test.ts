import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { toyWorkspace } from "../../bus/src/command/fixture/toy-workspace.ts";
import { noteToken } from "../../bus/src/testing/delivery/note.ts";
import type { Question } from "../../bus/src/backtest/protocol.ts";
import { openSide } from "../../bus/src/backtest/side.ts";

/** The adapter of the toy workspace, with this in place of what its note operation sends. */
async function setup(request: string, top = "") {
  const workspace = toyWorkspace();
  onTestFinished(workspace.remove);
  const entry = join(workspace.adapters, "memo/src/index.ts");
  workspace.change(
    (text) => `${top}\n${text.replace('post("/notes", { noteId, text, shelf: settings.shelf })', request)}`,
  );
  const open = (settings: unknown = { baseUrl: "http://127.0.0.1:1" }) =>
    openSide({ entry, settings: { toy: settings }, patienceMs: 2_000, mostRestarts: 6 });
  return { open, workspace };
}

async function opened(request: string, top?: string) {
  const side = await (await setup(request, top)).open();
  onTestFinished(() => side.close());
  return side;
}

const note = (text: string): Question => {
  const { envelope, body } = noteToken({ text });
  return { connection: "toy", operation: "fileNote", envelope, body };
};

test("a version answers with its request and the key that goes with it, with a skip, or with what refuses the data", async () => {
  const side = await opened('post("/notes", { text })');
  const broken = { ...note("x"), body: Buffer.from('{"text":7}') };
  expect(await side.ask([note("tea"), note("secret"), broken])).toMatchObject([
    {
      kind: "request",
      method: "POST",
      path: "/notes",
      body: '{"text":"tea"}',
      headers: { "idempotency-key": expect.any(String) },
    },
    { kind: "skipped", why: "secrets are not filed" },
    { kind: "invalid", why: "blocked contract" },
  ]);
});

test("what it recalls is asked for first", async () => {
  const side = await opened('post("/notes", {})');
  const { envelope } = noteToken();
  const body = Buffer.from(JSON.stringify({ noteId: "n-1", text: "" }));
  const [answer] = await side.ask([{ connection: "toy", operation: "earn", envelope, body }]);
  // The order's contract refuses the note before anything is recalled.
  expect(answer).toMatchObject({ kind: "invalid" });
});

test.each([
  ["throws", '(() => { throw new Error("no") })()', "threw"],
  ["ends the process", "process.exit(0)", "crashed"],
  ["runs for ever", "(() => { for (;;); })()", "hung"],
  [
    "eats all memory",
    "(() => { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); })()",
    "crashed or hung",
  ],
  ["gives what cannot be read", '({ kind: "request", get method() { throw new Error("no") } })', "threw"],
  ["gives a request of other types", '({ kind: "request", method: 7, path: {}, headers: [] })', "crashed"],
  ["starts a process", 'process.getBuiltinModule("node:child_process").execSync("true")', "threw"],
  ["writes a file", 'process.getBuiltinModule("node:fs").writeFileSync("/tmp/x", "")', "threw"],
  ["sends something", 'fetch("http://127.0.0.1:1")', "threw"],
])(
  "where it %s for one message, that is told of this one alone",
  { timeout: 60_000 },
  async (_what, evil, kind) => {
    const side = await opened(`text === "evil" ? ${evil} : post("/notes", { text })`);
    const answers = await side.ask([note("a"), note("b"), note("evil"), note("c")]);
    const kinds = answers.map((answer) => answer.kind);
    expect(kinds.map((each) => (kind.includes(each) ? kind : each))).toEqual([
      "request",
      "request",
      kind,
      "request",
    ]);
  },
);

test(
  "one that fails always is given up after a while, and every question is still answered",
  { timeout: 120_000 },
  async () => {
    const side = await opened("process.exit(1)");
    const answers = await side.ask(Array.from({ length: 20 }, () => note("a")));
    const kinds = Map.groupBy(answers, ({ kind }) => kind);
    expect([...kinds.keys()].toSorted()).toEqual(["crashed", "gaveUp"]);
    expect(answers).toHaveLength(20);
  },
);

test("it sees no environment: no secret of the person who compares", async () => {
  process.env["MEMO_SECRET"] = "s3cret";
  onTestFinished(() => void delete process.env["MEMO_SECRET"]);
  const side = await opened('post("/notes", { all: JSON.stringify(process.env) })');
  expect(JSON.stringify(await side.ask([note("a")]))).not.toContain("s3cret");
});

test.each([
  ["cannot be imported", "syntax error here", "Expected"],
  ["ends while it is imported", "process.exit(3);", "its process ended while it was loaded"],
  ["throws while it is imported", 'throw new Error("not today");', "not today"],
])("one that %s is refused in words", async (_what, top, said) => {
  const { open } = await setup("undefined", top);
  await expect(open()).rejects.toThrow(said);
});

test("settings that it does not take are refused with the place", async () => {
  const { open, workspace } = await setup("undefined");
  await expect(open({ baseUrl: 7 })).rejects.toThrow(
    "it does not take the settings of the connection toy: baseUrl",
  );
  writeFileSync(join(workspace.adapters, "memo/src/index.ts"), "export const nothing = 1;");
  await expect(open()).rejects.toThrow("exports no adapter as its default");
});
