/** So many frames tell who called whom; more would push the cause out of sight. */
const mostFrames = 3;
const frame = /^\s*at (?:async )?(?:(?<called>.+?) \()?(?:file:\/\/)?(?<path>\/[^()]+?):(?<line>\d+):\d+\)?$/;
const ours = new URL("..", import.meta.url).pathname;

/**
 * Where code that is not the bus's was when it threw, the innermost call first: names, files and lines, such as
 * `pointsOf punchh/src/check-in.ts:41`. What belongs to libraries stands behind. Empty where the stack does not tell.
 * @param caller the module that called it, as `import.meta.url`: what called that is nothing to the adapter
 */
export function thrownAt({ stack = "" }: Error, caller: string): readonly string[] {
  const lines = stack.split("\n").flatMap((line) => {
    const { called, path, line: at } = frame.exec(line)?.groups ?? {};
    return path === undefined ? [] : [{ called, path, at }];
  });
  const called = lines.findIndex(({ path }) => path === new URL(caller).pathname);
  const frames = lines
    .slice(0, called === -1 ? undefined : called)
    .filter(({ path }) => !path.startsWith(ours));
  const isOfLibrary = ({ path }: { readonly path: string }) => path.includes("/node_modules/");
  const { own = [], library = [] } = Object.groupBy(frames, (each) =>
    isOfLibrary(each) ? "library" : "own",
  );
  return [...own, ...library].slice(0, mostFrames).map(({ called: name, path, at }) => {
    const file = path.split("/").slice(-3).join("/");
    return name === undefined ? `${file}:${at}` : `${name} ${file}:${at}`;
  });
}
