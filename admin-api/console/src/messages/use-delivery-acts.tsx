import { useNavigate } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useWhyNot } from "../api/me.ts";
import { useRead } from "../api/queries.ts";
import { copyText } from "../parts/copy.tsx";
import { toast } from "../parts/toasts.tsx";
import { ReplayWizard } from "../replays/replay-wizard.tsx";
import { DiscardOne, HurryOne, RestoreOne } from "./delivery-dialogs.tsx";
import { commandFor, curlFor, filledIn, pageUrl, type Named } from "./links.ts";
import { whyNotIn, type ActName } from "./may-act.ts";

/** A delivery that somebody acts on. */
export type ActedOn = Named & {
  readonly state: string;
  readonly traceId?: string | undefined;
  readonly source?: string | undefined;
  readonly sourceId?: string | undefined;
};

/** Something that can be done. */
export type DeliveryAct = {
  readonly name: string;
  readonly words: string;
  readonly letter?: string;
  readonly danger?: boolean;
  readonly off?: string | undefined;
  readonly act: () => void;
};

type Acts = {
  /** What changes something, the likeliest first. */
  readonly main: readonly DeliveryAct[];
  /** What copies or leads somewhere. */
  readonly more: readonly DeliveryAct[];
  /** The dialog that is open. */
  readonly dialog: ReactNode;
};

/** What can be done about a delivery; without one nothing can. */
export function useDeliveryActs(on: ActedOn | undefined): Acts {
  const [open, setOpen] = useState<{ readonly act: ActName; readonly on: ActedOn }>();
  const navigate = useNavigate();
  const rights = {
    act: useWhyNot("act"),
    edit: useWhyNot("edit"),
    replay: useWhyNot("act-in-bulk"),
  };
  const links = useLinks(on);
  if (!on) return { main: [], more: [], dialog: undefined };
  const actOf = (name: ActName, words: string, right: keyof typeof rights): DeliveryAct => ({
    name,
    words,
    ...letters[name],
    off: whyNotIn(on.state, name) ?? rights[right],
    act: () => setOpen({ act: name, on }),
  });
  const edit = {
    ...actOf("edit", "Edit & replay", "edit"),
    act: () =>
      void navigate({ to: "/messages/$id/edit", params: { id: on.messageId }, search: { route: on.route } }),
  };
  const main = [
    on.state === "waiting" ? actOf("hurry", "Retry now", "act") : actOf("replay", "Replay", "replay"),
    edit,
    on.state === "discarded" ? actOf("restore", "Restore", "act") : actOf("discard", "Discard", "act"),
  ];
  return {
    main,
    more: [...copies(on), ...links],
    dialog: <OpenDialog open={open} onClose={() => setOpen(undefined)} />,
  };
}

const letters: Readonly<Record<ActName, Pick<DeliveryAct, "letter" | "danger">>> = {
  replay: { letter: "r" },
  hurry: { letter: "r" },
  edit: { letter: "e" },
  discard: { letter: "d", danger: true },
  restore: { letter: "d" },
};

function OpenDialog({
  open,
  onClose,
}: {
  readonly open: { readonly act: ActName; readonly on: ActedOn } | undefined;
  readonly onClose: () => void;
}) {
  if (!open) return undefined;
  const given = { on: open.on, onClose };
  if (open.act === "replay")
    return <ReplayWizard scope={{ ids: [open.on.id], words: `of ${open.on.route}` }} onClose={onClose} />;
  if (open.act === "hurry") return <HurryOne {...given} />;
  return open.act === "restore" ? <RestoreOne {...given} /> : <DiscardOne {...given} />;
}

function copies(on: ActedOn): readonly DeliveryAct[] {
  const copying = (name: string, words: string, text: string, letter?: string): DeliveryAct => ({
    name,
    words,
    ...(letter !== undefined && { letter }),
    act: () => void copyText(text).then(() => toast(`Copied: ${text}`)),
  });
  return [
    copying("link", "Copy link", pageUrl(on), "y"),
    copying("id", "Copy id", on.id),
    copying("cli", "Copy as a command", commandFor(on)),
    copying("curl", "Copy as curl", curlFor(on)),
  ];
}

/** Pages elsewhere, as the installation says where they are. */
function useLinks(on: ActedOn | undefined): readonly DeliveryAct[] {
  const links = useRead("/api/v1/installation").data?.links;
  const leading = (name: string, words: string, link: string | undefined): readonly DeliveryAct[] =>
    link === undefined
      ? []
      : [{ name, words, act: () => void window.open(link, "_blank", "noopener,noreferrer") }];
  const { traceId, source, sourceId } = on ?? {};
  return [
    ...leading("trace", "Open the trace", filledIn(links?.trace, { traceId })),
    ...leading("source", "Open at the source", filledIn(links?.source, { source, sourceId })),
  ];
}
