import { readFile, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";

/** A package of others, and under which licence it comes. */
export type Licence = {
  readonly name: string;
  readonly version: string;
  readonly licence: string | null;
  readonly part: "server" | "console";
};

const Said = z.union([z.string(), z.object({ type: z.string() }).transform(({ type }) => type)]);

/** What is read of a package.json; of old ones the licence is an object, or a list of them. */
const Manifest = z.object({
  name: z.string(),
  version: z.string().default(""),
  private: z.boolean().default(false),
  license: Said.nullish().catch(undefined),
  licenses: z.array(Said).nullish().catch(undefined),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});
type Manifest = z.infer<typeof Manifest>;

const Built = z.array(z.object({ name: z.string(), version: z.string(), licence: z.string().nullable() }));

type Given = {
  /** The folder of the package whose dependencies are shipped. */
  readonly server: string;
  /** What the build of the console has written of the packages in it. */
  readonly console: string;
};

/** The packages that are installed for production, and those that are built into the console, by name. */
export async function shippedLicences(given: Given): Promise<readonly Licence[]> {
  const [server, built] = await Promise.all([installedFor(given.server), builtInto(given.console)]);
  return [...server, ...built].toSorted(
    (a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version, "en", { numeric: true }),
  );
}

/** Spindle's own packages are walked through, and not listed. */
async function installedFor(folder: string): Promise<readonly Licence[]> {
  const seen = new Map<string, Manifest>();
  const open = [folder];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const own = await realpath(next);
    if (seen.has(own)) continue;
    const manifest = Manifest.parse(JSON.parse(await readFile(join(own, "package.json"), "utf8")));
    seen.set(own, manifest);
    const names = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
    const found = await Promise.all(names.map((name) => folderOf(name, own)));
    // An optional one is not there on every system.
    open.push(...found.filter((each) => each !== undefined));
  }
  return [...seen.values()]
    .filter(({ private: isOurs }) => !isOurs)
    .map((manifest) => ({ ...factsOf(manifest), part: "server" }));
}

/** Where a package finds one that it depends on: in the nearest node_modules above. */
async function folderOf(name: string, from: string): Promise<string | undefined> {
  const folder = join(from, "node_modules", name);
  const isThere = await readFile(join(folder, "package.json")).then(
    () => true,
    () => false,
  );
  if (isThere) return folder;
  return dirname(from) === from ? undefined : folderOf(name, dirname(from));
}

const factsOf = ({ name, version, license, licenses }: Manifest) => ({
  name,
  version,
  licence: license ?? (licenses?.length ? licenses.join(" OR ") : null),
});

async function builtInto(file: string): Promise<readonly Licence[]> {
  // Without a built console nothing is shipped with it.
  const text = await readFile(file, "utf8").catch(() => "[]");
  return Built.parse(JSON.parse(text)).map((each) => ({ ...each, part: "console" }));
}
