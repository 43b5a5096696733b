import { Tooltip } from "@base-ui/react/tooltip";
import type { ReactElement } from "react";
import "./tip.css";

/** A hint on hover and focus. What matters is never said here alone. */
export function Tip({ words, children }: { readonly words: string; readonly children: ReactElement }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="tip-place">
          <Tooltip.Popup className="tip">{words}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
