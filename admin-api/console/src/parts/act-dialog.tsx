import type { ReactNode } from "react";
import { useAct, type Act, type Acted } from "../api/act.ts";
import type { ReasonIs } from "./act-fields.tsx";
import { ActFrame } from "./act-frame.tsx";
import { toast } from "./toasts.tsx";

type ActDialogProps = {
  readonly title: string;
  /** What will happen, in words; fields of the act's own come here too. */
  readonly children?: ReactNode;
  /** The button: the verb, and how many. */
  readonly verb: string;
  readonly kind?: "primary" | "danger";
  /** The act, given the reason. */
  readonly act: (reason: string) => Act;
  /** Said when it is done. */
  readonly done: string | ((acted: Acted) => string);
  readonly reasonIs?: ReasonIs;
  /** What has to be typed before: a count or a name, where much depends on it. */
  readonly typed?: string | undefined;
  /** Why it cannot be done yet, of fields of the act's own. */
  readonly off?: string | undefined;
  readonly onClose: () => void;
  readonly onDone?: ((acted: Acted) => void) | undefined;
  /** Where others were found than were shown: looks at what is not a read of the screen. */
  readonly onLookAgain?: (() => void) | undefined;
};

/** Asks for a reason and acts. It stays open with what was refused, and repeats under the same key. */
export function ActDialog({ act, done, onDone, ...shown }: ActDialogProps) {
  const acting = useAct((acted) => {
    toast(typeof done === "string" ? done : done(acted));
    shown.onClose();
    onDone?.(acted);
  });
  return (
    <ActFrame
      {...shown}
      isPending={acting.isPending}
      problem={acting.error}
      onSubmit={(reason) => acting.mutate(act(reason))}
    />
  );
}
