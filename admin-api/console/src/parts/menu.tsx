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

type MenuProps = {
  readonly label: string;
  /** Asked for as often as it opens, where they are a function. */
  readonly items: readonly MenuItem[] | (() => readonly MenuItem[]);
  readonly trigger?: ReactElement;
  /** Said above the items. */
  readonly note?: string | undefined;
  /** The key that opens it. */
  readonly letter?: string;
};

/** A button with more acts behind it. */
export function Menu({ label, items, trigger, note, letter }: MenuProps) {
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
            <Items of={items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const Items = ({ of }: { readonly of: MenuProps["items"] }) =>
  (typeof of === "function" ? of() : of).map(({ words, danger, off, act }) => (
    <Base.Item
      key={words}
      className={danger ? "menu-item danger" : "menu-item"}
      disabled={off !== undefined}
      onClick={act}
    >
      {words}
      {off !== undefined && <span className="menu-off">{off}</span>}
    </Base.Item>
  ));
