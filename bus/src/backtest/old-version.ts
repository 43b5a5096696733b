import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import { promisify } from "node:util";

/** An adapter's version to compare with: its module, what to call it, and how to be rid of it. */
export type OldVersion = { readonly entry: string; readonly label: string; readonly remove: () => void };

type Wanted = {
  /** A commit, branch or tag of the repository, or an installed package. */
  readonly from: string;
  /** The adapter's folder as it is now. */
  readonly folder: string;
  /** What a folder's package exports as its main module. */
  readonly entryOf: (folder: string) => string;
};

const run = promisify(execFile);

/**
 * Finds a version of an adapter: of the repository, put into a temporary folder with the kit and the contracts of its time, or
 * of an installed package. The working tree is not touched.
 * @throws where it is neither, or had no such adapter
 */
export async function oldVersion({ from, folder, entryOf }: Wanted): Promise<OldVersion> {
  const root = await git(folder, "rev-parse", "--show-toplevel").catch(() => undefined);
  const commit = root && (await commitOf(root, from));
  if (root !== undefined && commit) return ofCommit({ root, commit, from, folder, entryOf });
  const entry = packageEntry(from, folder);
  if (entry !== undefined) return { entry, label: from, remove: () => undefined };
  throw new Error(`${from} is neither a commit, branch or tag of this repository nor an installed package`);
}

const git = async (folder: string, ...words: readonly string[]): Promise<string> =>
  (await run("git", ["-C", folder, ...words])).stdout.trim();

const commitOf = (root: string, from: string): Promise<string | undefined> =>
  git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${from}^{commit}`).catch(
    () => undefined,
  );

function packageEntry(from: string, folder: string): string | undefined {
  try {
    return createRequire(join(resolve(folder), "package.json")).resolve(from);
  } catch {
    return undefined;
  }
}

type OfCommit = Wanted & { readonly root: string; readonly commit: string };

async function ofCommit({ root, commit, from, folder, entryOf }: OfCommit): Promise<OldVersion> {
  const place = relative(root, realpathSync(folder)).split(sep).join("/");
  const paths = await git(
    root,
    "ls-tree",
    "--name-only",
    commit,
    "--",
    place,
    "contracts",
    "bus",
    "package.json",
  );
  const there = paths.split("\n").filter(Boolean);
  if (!there.includes(place)) throw new Error(`at ${from} there was no ${place}`);
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), "spindle-backtest-")));
  const remove = () => rmSync(temporary, { recursive: true, force: true });
  try {
    const archive = join(temporary, "archive.tar");
    await git(root, "archive", "--format=tar", `--output=${archive}`, commit, "--", ...there);
    await run("tar", ["-xf", archive, "-C", temporary]);
    linkModules(root, temporary);
    const old = join(temporary, place);
    const own = join(folder, "node_modules");
    if (existsSync(own) && !existsSync(join(old, "node_modules")))
      symlinkSync(realpathSync(own), join(old, "node_modules"));
    return { entry: join(old, entryOf(old)), label: `${from} (${commit.slice(0, 10)})`, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The packages that are installed now; of the repository's own the ones of that time, as far as they were there. */
function linkModules(root: string, temporary: string): void {
  const from = join(root, "node_modules");
  if (!existsSync(from)) return;
  const to = join(temporary, "node_modules");
  mkdirSync(to);
  for (const name of readdirSync(from).filter((each) => !each.startsWith("."))) {
    if (!name.startsWith("@")) linkTo(join(from, name), join(to, name), root, temporary);
    else {
      mkdirSync(join(to, name));
      for (const part of readdirSync(join(from, name)))
        linkTo(join(from, name, part), join(to, name, part), root, temporary);
    }
  }
}

function linkTo(installed: string, link: string, root: string, temporary: string): void {
  // A link that leads nowhere is a workspace that is not there any more.
  if (!existsSync(installed)) return;
  const real = realpathSync(installed);
  const place = relative(realpathSync(root), real);
  const then = join(temporary, place);
  const isOurs = !place.startsWith("..") && !place.split(sep).includes("node_modules");
  symlinkSync(isOurs && existsSync(then) ? then : real, link);
}
