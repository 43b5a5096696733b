import type { Command } from "commander";
import { commandGroup } from "./define.ts";
import type { Host } from "./host.ts";
import { replayLookCommands } from "./replay-look.ts";
import { replayPreviewCommand } from "./replay-preview.ts";
import { replayStartCommand } from "./replay-start.ts";
import { replaySteerCommands } from "./replay-steer.ts";
import { replayWatchCommand } from "./replay-watch.ts";

/** `spindle replay`: sends failures through their own routes again, and steers what is under way. */
export function replayCommand(host: Host): Command {
  const replay = commandGroup("replay", "send failures through their own routes again, and steer that");
  replay.addCommand(replayStartCommand(host), { isDefault: true });
  const others = [
    replayPreviewCommand(host),
    replayWatchCommand(host),
    ...replayLookCommands(host),
    ...replaySteerCommands(host),
  ];
  for (const each of others) replay.addCommand(each);
  return replay;
}
