import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useCallback, useRef, type ReactNode } from "react";
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
  const popup = useRef<HTMLDivElement>(null);
  // The same for as long as it is open: another one would take the focus anew.
  const focusFirst = useCallback(() => firstField(popup.current), []);
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()} modal={shape !== "drawer"}>
      <Base.Portal>
        {shape !== "drawer" && <Base.Backdrop className="backdrop" />}
        <Base.Popup ref={popup} className={classes("dialog", shape)} initialFocus={focusFirst}>
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

/** Where one types first; where there is nothing to type, the dialog itself, so that it is read from its beginning. */
const firstField = (popup: HTMLElement | null): HTMLElement | null =>
  popup?.querySelector<HTMLElement>(
    ".dialog-body :is(input, select, textarea):not([type=radio], [type=checkbox])",
  ) ?? popup;
