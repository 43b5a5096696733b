import type { Host } from "./host.ts";

const names = ["SIGINT", "SIGTERM"] as const;

/** One key press may come twice, from the terminal and from the process above. */
const pressMs = 500;

/**
 * Calls back at the first Ctrl-C; a second one ends the process as if nobody had listened. Answers what takes the listening
 * back.
 */
export function onInterrupt({ signals }: Pick<Host, "signals">, stop: () => void): () => void {
  const release = () => {
    for (const name of names) signals?.off(name, heard);
  };
  const heard = () => {
    stop();
    setTimeout(release, pressMs).unref();
  };
  for (const name of names) signals?.on(name, heard);
  return release;
}
