/** Text as Postgres can hold it: a vendor may put a NUL into its own, and one such would fail its whole batch, for ever. */
export function storableText(text: string): string;
export function storableText(text: string | undefined): string | null;
export function storableText(text: string | undefined): string | null {
  return text?.replaceAll("\0", "").toWellFormed() ?? null;
}
