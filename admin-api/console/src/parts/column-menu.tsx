import { Menu as Base } from "@base-ui/react/menu";
import { Columns3 } from "lucide-react";
import { useSetQuery } from "./query-link.tsx";
import "./menu.css";
import "./column-menu.css";

type Props = {
  /** What can be shown, in the order in which it is. */
  readonly columns: readonly { readonly name: string; readonly words: string }[];
  readonly shown: readonly string[];
};

/** Which columns a list has. The choice is part of the address: whoever opens it sees the same. */
export function ColumnMenu({ columns, shown }: Props) {
  const setQuery = useSetQuery();
  const choose = (name: string, isShown: boolean) => {
    const next = columns.filter((each) => (each.name === name ? isShown : shown.includes(each.name)));
    setQuery({ columns: next.map((each) => each.name).join(",") }, { replace: true });
  };
  return (
    <Base.Root>
      <Base.Trigger render={<button type="button" className="button" />}>
        <Columns3 aria-hidden="true" />
        Columns
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="end" className="menu-place">
          <Base.Popup className="menu">
            {columns.map(({ name, words }) => (
              <Base.CheckboxItem
                key={name}
                className="menu-item column-item"
                checked={shown.includes(name)}
                onCheckedChange={(checked) => choose(name, checked)}
              >
                <span className="column-check" aria-hidden="true">
                  <Base.CheckboxItemIndicator>✓</Base.CheckboxItemIndicator>
                </span>
                {words}
              </Base.CheckboxItem>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
