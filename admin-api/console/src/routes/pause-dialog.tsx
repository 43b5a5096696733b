import { ActDialog } from "../parts/act-dialog.tsx";

/** What is paused or goes on: one route, or a whole connection. */
export type Pausing = { readonly kind: "routes" | "connections"; readonly name: string };

const words = {
  pause: { verb: "Pause", done: "Paused" },
  resume: { verb: "Resume", done: "It goes on" },
} as const;

/** Asks for a reason, and stops or goes on with sending. */
export function PauseDialog({
  of: { kind, name },
  act,
  onClose,
}: {
  readonly of: Pausing;
  readonly act: "pause" | "resume";
  readonly onClose: () => void;
}) {
  const { verb, done } = words[act];
  return (
    <ActDialog
      title={`${verb} ${name}`}
      verb={verb}
      done={`${done}: ${name}`}
      act={(reason) => ({
        method: "POST",
        path: `${kind}/${encodeURIComponent(name)}/${act}`,
        body: { reason },
      })}
      onClose={onClose}
    >
      <p>{effectOf(act, kind)}</p>
    </ActDialog>
  );
}

function effectOf(act: "pause" | "resume", kind: Pausing["kind"]): string {
  const what = kind === "routes" ? "of this route" : "to this vendor, on any of its routes";
  return act === "pause"
    ? `Nothing ${what} is sent. Messages stay in their queues, and no try is spent. It lasts until somebody resumes it.`
    : kind === "routes"
      ? "What has waited is sent, within the limits of the connection."
      : "What has waited is sent, within the limits of the connection. Routes that are paused themselves stay paused.";
}
