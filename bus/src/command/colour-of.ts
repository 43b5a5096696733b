/** One colour a state, the same in every command. */
export function colourOf(state: string): "green" | "red" | "yellow" {
  if (["applied", "unchanged", "superseded", "discarded"].includes(state)) return "green";
  return ["dead", "blocked", "inDoubt"].includes(state) ? "red" : "yellow";
}
