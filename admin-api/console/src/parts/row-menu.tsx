import { Ellipsis } from "lucide-react";
import { useLayoutEffect, useRef, useState, type SyntheticEvent } from "react";
import { Menu, type MenuItem } from "./menu.tsx";

/** What a list offers at the end of each row. */
export type RowMenuOf<Row> = {
  readonly label: (row: Row) => string;
  readonly items: (row: Row) => readonly MenuItem[];
};

type RowMenuProps = { readonly label: string; readonly items: () => readonly MenuItem[] };

const opens = ["ArrowDown", "ArrowUp"];

/**
 * The menu of a row. Until somebody asks for it there is but a button that looks like its own: a list has hundreds of them, which
 * would take longer to draw than all else in it. The press that asks goes on to the menu, which then opens as any other does.
 */
export function RowMenu({ label, items }: RowMenuProps) {
  const [asked, ask] = useState<Event>();
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (asked === undefined) return;
    button.current?.focus();
    button.current?.dispatchEvent(again(asked));
  }, [asked]);
  const look = (
    <button ref={button} type="button" className="button quiet icon-only">
      <Ellipsis aria-hidden="true" />
    </button>
  );
  if (asked) return <Menu label={label} items={items} trigger={look} />;
  const pass = (event: SyntheticEvent) => {
    // Nor does an arrow scroll the page.
    event.preventDefault();
    ask(event.nativeEvent);
  };
  return (
    <button
      {...look.props}
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={pass}
      onKeyDown={(event) => opens.includes(event.key) && pass(event)}
    />
  );
}

/** An event has what makes another like it. Whether it came of a key or a pointer is part of that: a key marks the first item. */
const again = (event: Event): Event => new (event.constructor as typeof Event)(event.type, event); // as: events have such a constructor
