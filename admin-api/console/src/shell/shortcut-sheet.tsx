import { Dialog } from "../parts/dialog.tsx";
import { prefer, usePreferences } from "../parts/preferences.ts";
import { useShownShortcuts } from "../parts/shortcuts.ts";

const shown: Readonly<Record<string, string>> = {
  "mod+k": "⌘/Ctrl K",
  "shift+j": "Shift J",
  "shift+k": "Shift K",
};

/** Every key that acts on the screen that is open, and the way to turn single letters off. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const shortcuts = useShownShortcuts();
  const { letters } = usePreferences();
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className="key-sheet">
        {shortcuts.map(({ keys, words }) => (
          <div key={`${keys} ${words}`}>
            <dt>
              <kbd>{shown[keys] ?? keys}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input
          type="checkbox"
          checked={letters}
          onChange={({ target }) => prefer({ letters: target.checked })}
        />
        Single letters act
      </label>
    </Dialog>
  );
}
