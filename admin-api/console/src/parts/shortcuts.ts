import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { usePreferences } from "./preferences.ts";

/** A key of the console: a letter (`r`), a sequence (`g f`), or a chord (`mod+k`, mod being ⌘ or Ctrl). */
export type Shortcut = { readonly keys: string; readonly words: string; readonly act: () => void };

type Entry = { readonly shortcut: Shortcut };

let entries: readonly Entry[] = [];
const listeners = new Set<() => void>();
const change = (next: readonly Entry[]): void => {
  entries = next;
  for (const listener of listeners) listener();
};

/** The keys hold while the caller is on the screen; of two with the same keys the later one does. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const actAt = useEffectEvent((index: number) => shortcuts[index]?.act());
  const register = useEffectEvent(() =>
    shortcuts.map((shortcut, index) => ({ shortcut: { ...shortcut, act: () => actAt(index) } })),
  );
  const names = shortcuts.map(({ keys, words }) => `${keys} ${words}`).join("|");
  useEffect(() => {
    // Most menus have no keys.
    if (names === "") return undefined;
    const mine = register();
    change([...entries, ...mine]);
    return () => change(entries.filter((entry) => !mine.includes(entry)));
  }, [names]);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** The keys that hold now, for the sheet that shows them. */
export const useShownShortcuts = (): readonly Shortcut[] => {
  const current = useSyncExternalStore(subscribe, () => entries);
  return current.map(({ shortcut }) => shortcut);
};

const sequenceMs = 1_200;

/** Listens to the keyboard; used once, by the shell. */
export function useKeyboard(): void {
  const { letters } = usePreferences();
  useEffect(() => {
    let before = { key: "", at: 0 };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const key = keyOf(event);
      const isChord = key.includes("+") && !key.startsWith("shift+");
      if (!isChord && (!letters || isTyping(event))) return;
      const sequence = event.timeStamp - before.at < sequenceMs ? `${before.key} ${key}` : "";
      const found = [sequence, key].flatMap(
        (keys) => entries.findLast(({ shortcut }) => shortcut.keys === keys) ?? [],
      )[0];
      before = { key, at: event.timeStamp };
      if (!found) return;
      event.preventDefault();
      found.shortcut.act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [letters]);
}

function keyOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.metaKey || event.ctrlKey) return `mod+${key}`;
  return event.shiftKey && /^[a-z]$/.test(key) ? `shift+${key}` : key;
}

/** Letters belong to whoever types, and to the widgets that use them themselves. A drawer is part of its screen. */
function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest(
        "input:not([type=checkbox]), textarea, select, [role=dialog]:not(.drawer), [role=menu]",
      ) !== null)
  );
}
