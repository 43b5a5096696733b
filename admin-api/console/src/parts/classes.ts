/** The names of classes that hold: `classes("row", isChosen && "chosen")`. */
export const classes = (...names: readonly (string | false | undefined)[]): string =>
  names.filter((name) => name !== false && name !== undefined).join(" ");
