import { progress as progressBar } from "@clack/prompts";
import type { Host } from "./host.ts";

/** How far a long step has come: a bar on a terminal, a line whenever something changed elsewhere. */
export type Progress = {
  at(done: number, text: string): void;
  end(text: string): void;
};

/** Begins to show progress on standard error. */
export function showProgress({ stderr }: Pick<Host, "stderr">, total: number, text: string): Progress {
  if (!stderr.isTTY) return plainProgress(stderr, text);
  const bar = progressBar({ output: stderr, max: Math.max(total, 1) });
  let shown = 0;
  bar.start(text);
  return {
    at: (done, now) => {
      bar.advance(done - shown, now);
      shown = done;
    },
    end: (now) => bar.stop(now),
  };
}

function plainProgress(stderr: Host["stderr"], first: string): Progress {
  let last = "";
  const tell = (text: string) => {
    if (text !== last) stderr.write(`${text}\n`);
    last = text;
  };
  tell(first);
  return { at: (_done, text) => tell(text), end: tell };
}
