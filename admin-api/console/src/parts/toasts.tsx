import { X } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Button } from "./button.tsx";
import "./toasts.css";

type Toast = { readonly id: number; readonly words: string };

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

const change = (next: readonly Toast[]): void => {
  toasts = next;
  for (const listener of listeners) listener();
};

/** Says the result of the person's own act. It stays until it is dismissed, or four newer ones have come. */
export function toast(words: string): void {
  change([...toasts, { id: nextId++, words }].slice(-4));
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Where results are said. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, words }) => (
        <div key={id} className="toast">
          <span>{words}</span>
          <Button
            kind="quiet"
            icon={<X aria-hidden="true" />}
            label="Dismiss"
            onClick={() => change(toasts.filter((each) => each.id !== id))}
          />
        </div>
      ))}
    </div>
  );
}
