import type { ButtonHTMLAttributes, ReactNode } from "react";
import { classes } from "./classes.ts";
import { Tip } from "./tip.tsx";
import "./button.css";

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "disabled" | "className"> & {
  /** `primary`: the one next step. `danger`: what cannot be taken back. `quiet`: without a frame. */
  readonly kind?: "plain" | "primary" | "danger" | "quiet";
  /** Why it is off, in words for the person; it stays reachable, so that the words are. */
  readonly off?: string | undefined;
  /** What it began is under way. */
  readonly busy?: boolean;
  readonly icon?: ReactNode;
  /** The key that does the same, shown beside it. */
  readonly letter?: string;
  /** For a button of an icon alone. */
  readonly label?: string;
};

/** A button that says why it is off. */
export function Button({
  kind = "plain",
  off,
  busy = false,
  icon,
  letter,
  label,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const isOff = off !== undefined || busy;
  const button = (
    <button
      type="button"
      {...rest}
      className={classes("button", kind, children === undefined && "icon-only")}
      aria-disabled={isOff || undefined}
      aria-label={label}
      onClick={(event) => {
        if (isOff) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon}
      {children}
      {letter !== undefined && <kbd aria-hidden="true">{letter}</kbd>}
      {off !== undefined && <span className="visually-hidden">, off: {off}</span>}
      {busy && <span className="visually-hidden">, under way</span>}
    </button>
  );
  const words = off ?? label;
  return words === undefined ? button : <Tip words={words}>{button}</Tip>;
}
