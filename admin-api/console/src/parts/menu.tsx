import { Menu as Base } from "@base-ui/react/menu";
import { Ellipsis } from "lucide-react";
import { useState, type ReactElement } from "react";
import { useShortcuts } from "./shortcuts.ts";
import "./menu.css";

/** What a menu offers. `off` says why it cannot be chosen. */
export type MenuItem = {
  readonly words: string;
  readonly act: () => void;
  readonly off?: string | undefined;
  readonly danger?: boolean;
};

/** A button with more acts behind it. */
export function Menu({
  label,
  items,
  trigger,
  note,
  letter,
}: {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly trigger?: ReactElement;
  /** Said above the items. */
  readonly note?: string | undefined;
  /** The key that opens it. */
  readonly letter?: string;
}) {
  const [isOpen, setOpen] = useState(false);
  useShortcuts(letter === undefined ? [] : [{ keys: letter, words: label, act: () => setOpen(true) }]);
  return (
    <Base.Root open={isOpen} onOpenChange={setOpen}>
      <Base.Trigger
        aria-label={label}
        render={trigger ?? <button type="button" className="button quiet icon-only" />}
      >
        {trigger === undefined ? <Ellipsis aria-hidden="true" /> : undefined}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="end" className="menu-place">
          <Base.Popup className="menu">
            {note !== undefined && <div className="menu-note">{note}</div>}
            {items.map((item) => (
              <Base.Item
                key={item.words}
                className={item.danger ? "menu-item danger" : "menu-item"}
                disabled={item.off !== undefined}
                onClick={item.act}
              >
                {item.words}
                {item.off !== undefined && <span className="menu-off">{item.off}</span>}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
