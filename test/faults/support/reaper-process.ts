/** The process of `reaper.ts`: the end of the channel means that the test is gone. */
import { killTree } from "./process-tree.ts";
import type { ToReaper } from "./reaper.ts";

const watched = new Set<number>();

process.on("message", ({ do: order, pid }: ToReaper) => {
  if (order === "watch") watched.add(pid);
  else watched.delete(pid);
});
process.on("disconnect", () => {
  for (const pid of watched) killTree(pid);
});
