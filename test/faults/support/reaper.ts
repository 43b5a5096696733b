import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What the reaper is told. */
export type ToReaper = { readonly do: "watch" | "forget"; readonly pid: number };

/** A process beside the test that kills the servers the test started once the test is gone, however it died. */
export type Reaper = {
  /** Has this process, its group and its descendants killed when we die. */
  watch(pid: number): void;
  forget(pid: number): void;
  close(): Promise<void>;
};

/** Starts a reaper. It is no child of the terminal: Ctrl-C reaches the test, and the end of the test reaches it. */
export function openReaper(): Reaper {
  const child = fork(fileURLToPath(new URL("./reaper-process.ts", import.meta.url)), {
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    execArgv: [],
    cwd: "/",
  });
  child.unref();
  child.channel?.unref();
  const tell = (message: ToReaper) => void (child.connected && child.send(message));
  return {
    watch: (pid) => tell({ do: "watch", pid }),
    forget: (pid) => tell({ do: "forget", pid }),
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.ref();
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
