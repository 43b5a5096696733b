import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { main } from "./main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "failures-edit-"));
  writeFileSync(join(dataDir, "admin-token"), "spindle_t0ken\n");
  writeFileSync(join(dataDir, "patch.json"), '[{"op":"replace","path":"/price","value":12.50}]');
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const id = "01a20963-024a-76ac-99fe-37de65c720b2:toy.accrue";
const revision = {
  n: 2,
  state: "proposed",
  author: "ana",
  reason: "mended",
  base: 1,
  delicate: ["/name"],
  expiresAt: null,
};
const before = [{ ...revision, n: 1, state: "dispatched" }];
const preview = {
  base: 1,
  diff: [{ pointer: "/price", change: "changed", before: "12.00", after: "12.50" }],
  secondPerson: true,
  delicate: ["/name"],
};

/** An admin API with one failure, a person who edits and answers, and what was sent. */
async function run(
  words: readonly string[],
  { says = "", edit }: { says?: string; edit?: (file: string) => Promise<void> } = {},
) {
  const sent: string[] = [];
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: dataDir },
    stdin: says,
    ...(edit && { edit }),
    answer: async (request) => {
      const { pathname, search } = new URL(request.url);
      if (request.method === "POST")
        sent.push(`${pathname.split("/").slice(5).join("/")} ${await request.text()}`);
      if (pathname.endsWith("/payload"))
        return new Response(search === "?of=next&reason=mended" ? '{"price":12.00}' : "{}");
      if (pathname.endsWith("/preview")) return Response.json(preview);
      if (pathname.endsWith("/approvals")) return Response.json({ data: [{ ...revision, id }], recipes: [] });
      return Response.json({ id, revisions: request.method === "POST" ? [revision, ...before] : before });
    },
  });
  const code = await main(["failures", "edit", id, ...words], host);
  return { code, sent, host };
}

test("a patch is sent as it is spelled, after its difference was shown", async () => {
  const { code, sent, host } = await run([
    "--patch",
    join(dataDir, "patch.json"),
    "--reason",
    "mended",
    "--yes",
  ]);
  expect(code).toBe(0);
  const patch = '"patch":[{"op":"replace","path":"/price","value":12.50}]';
  expect(sent).toEqual([`revisions/preview {${patch}}`, `revisions {${patch},"reason":"mended"}`]);
  expect(host.out()).toMatch(/\/price +12\.00 +12\.50/);
  expect(host.out()).toContain("a second person has to approve it: /name");
  expect(host.out()).toContain("revision 2 waits for a second person");
});

test("the editor gets what would be sent next in a file for nobody else, and the edit says what it was made from", async () => {
  let seen = "";
  const edit = async (file: string) => {
    seen = `${statSync(file).mode.toString(8).slice(-3)} ${readFileSync(file, "utf8")}`;
    writeFileSync(file, '{"price":12.50}\n');
  };
  const { code, sent } = await run(["--reason", "mended"], { says: "y\n", edit });
  expect([code, seen]).toEqual([0, '600 {\n  "price": 12.00\n}\n']);
  expect(sent.at(-1)).toBe('revisions {"body":"{\\"price\\":12.50}","base":1,"reason":"mended"}');
});

test("who does not agree keeps nothing, and a preview needs no reason", async () => {
  const patch = ["--patch", join(dataDir, "patch.json")];
  const refused = await run([...patch, "--reason", "mended"], { says: "\n" });
  expect([refused.code, refused.sent.length]).toEqual([1, 1]);
  expect((await run([...patch, "--preview"])).code).toBe(0);
  expect((await run(patch)).code).toBe(2);
  expect((await run(["--reason", "x"])).host.err()).toContain("There is no terminal to edit in");
});
