import { Autocomplete } from "@base-ui/react/autocomplete";
import { useRouter } from "@tanstack/react-router";
import { queryClient } from "../api/queries.ts";
import { Dialog } from "../parts/dialog.tsx";
import { prefer } from "../parts/preferences.ts";
import { useShownShortcuts } from "../parts/shortcuts.ts";
import { places } from "./places.ts";
import { signOut } from "./sign-out.ts";
import "./palette.css";

type Command = {
  readonly value: string;
  readonly label: string;
  readonly keys?: string;
  readonly act: () => void;
};

/** Everything that can be done here, by its name. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const commands = useCommands();
  return (
    <Dialog title="Commands" onClose={onClose}>
      <Autocomplete.Root open inline items={commands} autoHighlight="always" keepHighlight>
        <Autocomplete.Input
          className="input"
          aria-label="Search commands"
          placeholder="A screen, or what to do"
        />
        <Autocomplete.Empty className="faint">Nothing is called so.</Autocomplete.Empty>
        <Autocomplete.List className="palette-list">
          {(command: Command) => (
            <Autocomplete.Item
              key={command.value}
              value={command}
              className="palette-item"
              onClick={() => {
                onClose();
                command.act();
              }}
            >
              {command.label}
              {command.keys !== undefined && <kbd>{command.keys}</kbd>}
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
      </Autocomplete.Root>
    </Dialog>
  );
}

/** Screens first, then what the screen that is open can do by a key, then what concerns the person. */
function useCommands(): readonly Command[] {
  const router = useRouter();
  const shortcuts = useShownShortcuts();
  const goingTo = new Set<string>(places.map(({ keys }) => keys));
  return [
    ...places.map(({ to, words, keys }) => ({
      value: to,
      label: words,
      keys,
      act: () => void router.navigate({ to }),
    })),
    ...shortcuts
      .filter(({ keys }) => !goingTo.has(keys) && keys !== "mod+k")
      .map(({ keys, words, act }) => ({ value: `${keys} ${words}`, label: words, keys, act })),
    { value: "refresh", label: "Refresh", act: () => void queryClient.invalidateQueries() },
    { value: "light", label: "Theme: light", act: () => prefer({ theme: "light" }) },
    { value: "dark", label: "Theme: dark", act: () => prefer({ theme: "dark" }) },
    { value: "system", label: "Theme: as the system", act: () => prefer({ theme: "system" }) },
    { value: "relative", label: "Times: relative", act: () => prefer({ times: "relative" }) },
    { value: "local", label: "Times: local", act: () => prefer({ times: "local" }) },
    { value: "utc", label: "Times: UTC", act: () => prefer({ times: "utc" }) },
    { value: "diagnostics", label: "Diagnostics", act: () => void router.navigate({ to: "/diagnostics" }) },
    { value: "sign-out", label: "Sign out", act: () => void signOut() },
  ];
}
