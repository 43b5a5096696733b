import { Link, useRouter } from "@tanstack/react-router";
import { CircleQuestionMark, Command, Search } from "lucide-react";
import { useRef, useState, type FormEvent } from "react";
import { Button } from "../parts/button.tsx";
import { useShortcuts } from "../parts/shortcuts.ts";
import { EnvironmentBadge } from "./environment.tsx";
import { LiveControl } from "./live-control.tsx";
import { OperationsChip } from "./operations-chip.tsx";
import { Palette } from "./palette.tsx";
import { ShortcutSheet } from "./shortcut-sheet.tsx";
import { UserMenu } from "./user-menu.tsx";
import "./top-bar.css";

/** On every screen: where one is, the search, what runs, how current it is, and who one is. */
export function TopBar() {
  const [open, setOpen] = useState<"palette" | "keys">();
  useShortcuts([
    { keys: "mod+k", words: "Commands", act: () => setOpen("palette") },
    { keys: "?", words: "This sheet", act: () => setOpen("keys") },
  ]);
  return (
    <header className="top-bar">
      <Link to="/" className="product">
        Spindle
      </Link>
      <EnvironmentBadge />
      <SearchBox />
      <div className="top-bar-end">
        <OperationsChip />
        <LiveControl />
        <span className="keyboard-only">
          <Button
            kind="quiet"
            icon={<Command aria-hidden="true" />}
            label="Commands (⌘K)"
            onClick={() => setOpen("palette")}
          />
          <Button
            kind="quiet"
            icon={<CircleQuestionMark aria-hidden="true" />}
            label="Keys (?)"
            onClick={() => setOpen("keys")}
          />
        </span>
        <UserMenu />
      </div>
      {open === "palette" && <Palette onClose={() => setOpen(undefined)} />}
      {open === "keys" && <ShortcutSheet onClose={() => setOpen(undefined)} />}
    </header>
  );
}

/** Looks for failures; an id of a message leads to it. */
function SearchBox() {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  useShortcuts([{ keys: "/", words: "Search", act: () => input.current?.focus() }]);
  const look = (event: FormEvent) => {
    event.preventDefault();
    const q = input.current?.value.trim() ?? "";
    if (isMessageId(q)) void router.navigate({ to: "/messages/$id", params: { id: q } });
    else void router.navigate({ to: "/messages", search: { q } });
  };
  return (
    <form role="search" aria-label="Everywhere" className="top-search" onSubmit={look}>
      <Search aria-hidden="true" />
      <input
        ref={input}
        className="input"
        type="search"
        aria-label="Search failures"
        placeholder="Search failures, or the id of a message"
        maxLength={500}
      />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}

const isMessageId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
