import { Button } from "../parts/button.tsx";
import { Menu } from "../parts/menu.tsx";
import { useShortcuts } from "../parts/shortcuts.ts";
import { useDeliveryActs, type ActedOn } from "./use-delivery-acts.tsx";

/** The buttons of a delivery and their keys. The first is the next step, where it can be taken. */
export function DeliveryActions({ on }: { readonly on: ActedOn }) {
  const { main, more, dialog } = useDeliveryActs(on);
  useShortcuts(
    [...main, ...more].flatMap(({ letter, words, off, act }) =>
      letter === undefined || off !== undefined ? [] : [{ keys: letter, words, act }],
    ),
  );
  return (
    <div className="actions">
      {main.map(({ name, words, letter, danger, off, act }, index) => (
        <Button
          key={name}
          kind={index === 0 && off === undefined ? "primary" : danger ? "danger" : "plain"}
          off={off}
          {...(letter !== undefined && { letter })}
          onClick={act}
        >
          {words}
        </Button>
      ))}
      <Menu label="More to do" letter="." items={more} />
      {dialog}
    </div>
  );
}
