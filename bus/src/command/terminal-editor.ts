import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Environment } from "../settings.ts";
import { CommandFailure } from "./failure.ts";

/** Opens files in the person's own editor, which may have arguments (`code -w`), and waits for its end. */
export const terminalEditor =
  (env: Environment) =>
  async (file: string): Promise<void> => {
    const editor = env["VISUAL"] ?? env["EDITOR"] ?? "vi";
    const running = spawn("/bin/sh", ["-c", `${editor} "$1"`, "sh", file], { stdio: "inherit" });
    const [code] = (await once(running, "exit")) as [number | null]; // as: Node gives the exit code first
    if (code !== 0)
      throw new CommandFailure(`${editor} ended with ${code ?? "a signal"}; nothing was changed.`);
  };
