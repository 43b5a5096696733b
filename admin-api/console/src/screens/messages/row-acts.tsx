import { useNavigate } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useWhyNot } from "../../api/me.ts";
import { DiscardOne, RestoreOne } from "../../messages/delivery-dialogs.tsx";
import { pageUrl, type Named } from "../../messages/links.ts";
import { whyNotIn } from "../../messages/may-act.ts";
import type { MessageRow } from "../../messages/rows.ts";
import { copyText } from "../../parts/copy.tsx";
import type { MenuItem } from "../../parts/menu.tsx";
import type { RowMenuOf } from "../../parts/row-menu.tsx";
import { toast } from "../../parts/toasts.tsx";
import { ReplayWizard } from "../../replays/replay-wizard.tsx";

type Act = MenuItem & { readonly letter: string };

/** What can be done with a row, by its menu and by keys, and the dialog that is open for one. */
export function useRowActs(): {
  readonly menu: RowMenuOf<MessageRow>;
  readonly letters: Readonly<
    Record<string, { readonly words: string; readonly act: (row: MessageRow) => void }>
  >;
  readonly dialog: ReactNode;
} {
  const [open, setOpen] = useState<{ readonly act: "replay" | "discard" | "restore"; readonly on: Named }>();
  const navigate = useNavigate();
  const rights = { act: useWhyNot("act"), edit: useWhyNot("edit"), replay: useWhyNot("act-in-bulk") };
  const actsOf = (row: MessageRow): readonly Act[] => {
    const { id, messageId, state, route = "" } = row;
    const on = { id, messageId, route };
    const ends = state === "discarded" ? "restore" : "discard";
    return [
      {
        letter: "r",
        words: "Replay…",
        off: whyNotIn(state, "replay") ?? rights.replay,
        act: () => setOpen({ act: "replay", on }),
      },
      {
        letter: "e",
        words: "Edit & replay…",
        off: whyNotIn(state, "edit") ?? rights.edit,
        act: () => void navigate({ to: "/messages/$id/edit", params: { id: messageId }, search: { route } }),
      },
      {
        letter: "d",
        words: ends === "discard" ? "Discard…" : "Restore…",
        off: whyNotIn(state, ends) ?? rights.act,
        act: () => setOpen({ act: ends, on }),
      },
      {
        letter: "y",
        words: "Copy link",
        act: () => void copyText(pageUrl(on)).then(() => toast(`Copied: ${pageUrl(on)}`)),
      },
    ];
  };
  const byLetter = (letter: string, words: string) => ({
    words,
    act: (row: MessageRow) => {
      const found = actsOf(row).find((each) => each.letter === letter);
      if (found?.off === undefined) found?.act();
      else toast(found.off);
    },
  });
  const close = () => setOpen(undefined);
  return {
    menu: { label: ({ key, id }) => `Act on ${key ?? id}`, items: actsOf },
    letters: {
      r: byLetter("r", "Replay the row"),
      e: byLetter("e", "Edit and replay the row"),
      d: byLetter("d", "Discard or restore the row"),
      y: byLetter("y", "Copy a link to the row"),
    },
    dialog: open && <OpenDialog {...open} onClose={close} />,
  };
}

type OpenProps = {
  readonly act: "replay" | "discard" | "restore";
  readonly on: Named;
  readonly onClose: () => void;
};

function OpenDialog({ act, on, onClose }: OpenProps) {
  if (act === "replay")
    return <ReplayWizard scope={{ ids: [on.id], words: `of ${on.route}` }} onClose={onClose} />;
  return act === "discard" ? (
    <DiscardOne on={on} onClose={onClose} />
  ) : (
    <RestoreOne on={on} onClose={onClose} />
  );
}
