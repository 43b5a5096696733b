import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useHold } from "../api/live.ts";
import { Button } from "./button.tsx";
import { classes } from "./classes.ts";
import "./dialog.css";

type DialogProps = {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The buttons at its end. */
  readonly footer?: ReactNode;
  /** `drawer`: at the right edge, as tall as the window. */
  readonly shape?: "narrow" | "wide" | "drawer";
};

/** A dialog that is open while it is rendered. Nothing on the screen behind it moves meanwhile. */
export function Dialog({ title, onClose, children, footer, shape = "narrow" }: DialogProps) {
  useHold(shape !== "drawer");
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()} modal={shape !== "drawer"}>
      <Base.Portal>
        {shape !== "drawer" && <Base.Backdrop className="backdrop" />}
        <Base.Popup className={classes("dialog", shape)}>
          <header className="dialog-head">
            <Base.Title className="dialog-title">{title}</Base.Title>
            <Button kind="quiet" icon={<X aria-hidden="true" />} label="Close" onClick={onClose} />
          </header>
          <div className="dialog-body">{children}</div>
          {footer !== undefined && <footer className="dialog-foot">{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
