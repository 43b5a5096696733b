import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { act, type Acted } from "../../api/act.ts";
import { newKey } from "../../api/open-keys.ts";
import { problemOf } from "../../api/problem.ts";
import { queryClient, useRead } from "../../api/queries.ts";
import { saidOf, type Draft } from "../../messages/edit.ts";
import type { FailureDetail } from "../../messages/use-message.ts";
import { ActDialog } from "../../parts/act-dialog.tsx";
import { toast } from "../../parts/toasts.tsx";

type Props = {
  readonly failure: FailureDetail;
  readonly entityKey: string | undefined;
  readonly draft: Draft;
  /** Whether it is sent at once, where nobody else has to approve it. */
  readonly isReplayed: boolean;
  readonly onClose: () => void;
};

/** Asks why, keeps the edit, and replays the failure with it. In production its business key is typed before. */
export function SendDialog({ failure, entityKey, draft, isReplayed, onClose }: Props) {
  const navigate = useNavigate();
  const environment = useRead("/api/v1/installation").data?.environment;
  const reasonGiven = useRef("");
  const { id, messageId, route } = failure;
  const finish = async (acted: Acted) => {
    if (isReplayed && !isProposed(acted)) await replay(id, reasonGiven.current);
    await navigate({ to: "/messages/$id", params: { id: messageId }, search: { route } });
  };
  return (
    <ActDialog
      title={isReplayed ? "Replay with this edit" : "Keep the edit"}
      verb={isReplayed ? "Replay" : "Keep"}
      typed={environment?.production ? (entityKey ?? messageId) : undefined}
      act={(reason) => {
        reasonGiven.current = reason;
        return {
          method: "POST",
          path: `failures/${encodeURIComponent(id)}/revisions`,
          body: bodyOf(draft, reason),
        };
      }}
      done={(acted) =>
        isProposed(acted)
          ? "Kept. A second person has to approve it."
          : `Kept. ${isReplayed ? "It is being replayed." : "The next replay sends it."}`
      }
      onClose={onClose}
      onDone={(acted) => void finish(acted)}
    >
      <p>
        It goes to <span className="mono">{route}</span> alone, once, under a key of its own. The message as
        it was published stays as it is.
      </p>
    </ActDialog>
  );
}

/** Whether the edit that was written waits for somebody else. */
const isProposed = ({ body }: Acted): boolean => (body as FailureDetail).revisions[0]?.state === "proposed";

/** As text, so that no number is read and written again on the way. */
function bodyOf(draft: Draft, reason: string): string {
  const said = saidOf(draft);
  return `{${said.ok ? `${said.members},` : ""}"reason":${JSON.stringify(reason)}}`;
}

/** The edit is kept by now: where the replay is refused, it stays for the next one. */
async function replay(id: string, reason: string): Promise<void> {
  try {
    await act({ method: "POST", path: "replays", body: { selection: { ids: [id] }, reason } }, newKey());
    await queryClient.invalidateQueries();
  } catch (error) {
    const { message, detail } = problemOf(error);
    toast(`The edit is kept, and not replayed yet: ${message}. ${detail}`);
  }
}
