import { ActDialog } from "../parts/act-dialog.tsx";
import type { Named } from "./links.ts";

type Props = { readonly on: Named; readonly onClose: () => void };

const actOn =
  ({ id }: Named, what: string) =>
  (reason: string) => ({
    method: "POST" as const,
    path: `failures/${encodeURIComponent(id)}/${what}`,
    body: { reason },
  });

/** Asks why what waits is to be tried now. */
export const HurryOne = ({ on, onClose }: Props) => (
  <ActDialog
    title="Retry now"
    verb="Retry now"
    act={actOn(on, "retry-now")}
    done={`${on.route} tries it as soon as it can.`}
    onClose={onClose}
  >
    <p>
      It is due now instead of later, as soon as a call that is still in doubt can no longer land. It goes to{" "}
      <span className="mono">{on.route}</span> alone.
    </p>
  </ActDialog>
);

/** Asks why a failure is given up. */
export const DiscardOne = ({ on, onClose }: Props) => (
  <ActDialog
    title="Discard"
    verb="Discard"
    kind="danger"
    act={actOn(on, "discard")}
    done="Discarded."
    onClose={onClose}
  >
    <p>
      Nothing will be sent to <span className="mono">{on.route}</span> for this message any more. Other routes
      are not touched. It can be restored while it is remembered.
    </p>
  </ActDialog>
);

/** Asks why a discard is taken back. */
export const RestoreOne = ({ on, onClose }: Props) => (
  <ActDialog title="Restore" verb="Restore" act={actOn(on, "restore")} done="Restored." onClose={onClose}>
    <p>
      It is a failure again, as it was before it was discarded. Nothing is sent until somebody replays it.
    </p>
  </ActDialog>
);
