import { escapeStep } from "../pointer.ts";
import type { Model } from "./schema-model.ts";

/** One edit of a model at one place. */
export type Edit = {
  /** Whether some document that was valid is refused now; true of every model without unions. */
  readonly effect: "breaking" | "compatible";
  readonly what: string;
  /** Where a comparison should name it. */
  readonly pointer: string;
  /** The whole model after the edit. */
  readonly now: Model;
};

type Local = Omit<Edit, "pointer"> & { readonly below?: string };

/** Every edit that a model offers, at every place in it. */
export function editsOf(model: Model, pointer = ""): readonly Edit[] {
  const own = editsHere(model).map(({ below = "", ...edit }) => ({ ...edit, pointer: pointer + below }));
  return [...own, ...editsInside(model, pointer)];
}

function editsInside(model: Model, pointer: string): readonly Edit[] {
  const inner = (of: Model, step: string, put: (now: Model) => Model) =>
    editsOf(of, pointer + step).map((edit) => ({ ...edit, now: put(edit.now) }));
  switch (model.kind) {
    case "nullable":
      return inner(model.of, "", (of) => ({ ...model, of })).filter(({ now }) => !isTwiceNullable(now));
    case "map":
    case "list":
      // An edit of what is in a list that has no items changes nothing for anybody.
      return model.kind === "list" && model.max === 0
        ? []
        : inner(model.of, "/*", (of) => ({ ...model, of }));
    case "twins":
      return inner(model.of, "/left", (of) => ({ ...model, of }));
    case "union": {
      const [first, second] = model.of;
      return [
        ...inner(first, "", (of) => ({ ...model, of: [of, second] })),
        ...inner(second, "", (of) => ({ ...model, of: [first, of] })),
      ];
    }
    case "object":
      return Object.entries(model.fields).flatMap(([name, field]) =>
        inner(field.of, `/${escapeStep(name)}`, (of) => ({
          ...model,
          fields: { ...model.fields, [name]: { ...field, of } },
        })),
      );
    case "text":
    case "int":
    case "enum":
    case "boolean":
      return [];
  }
}

const isTwiceNullable = (model: Model): boolean => model.kind === "nullable" && model.of.kind === "nullable";

function editsHere(model: Model): readonly Local[] {
  const compatible = (what: string, now: Model) => ({ effect: "compatible", what, now }) as const;
  const breaking = (what: string, now: Model, below = "") =>
    ({ effect: "breaking", what, now, below }) as const;
  const { kind } = model;
  const optionally = kind === "nullable" ? [] : [compatible("may be null", { kind: "nullable", of: model })];
  switch (kind) {
    case "text":
    case "int":
    case "list": {
      const { min, max } = model;
      const isNarrow = min === max;
      return [
        ...optionally,
        compatible("higher maximum", { ...model, max: max + 1 }),
        ...(min > 0 ? [compatible("lower minimum", { ...model, min: min - 1 })] : []),
        ...(isNarrow ? [] : [breaking("lower maximum", { ...model, max: max - 1 })]),
        ...(isNarrow ? [] : [breaking("higher minimum", { ...model, min: min + 1 })]),
        breaking("another type", { kind: "boolean" }),
      ];
    }
    case "enum": {
      const [first, second] = model.members;
      return [
        ...optionally,
        compatible("another member", { kind, members: [...model.members, "ccc"] }),
        ...(second === undefined ? [] : [breaking("a member less", { kind, members: [first] })]),
      ];
    }
    case "nullable":
      return [breaking("may not be null", model.of)];
    case "object":
      return [...optionally, ...objectEdits(model, compatible, breaking)];
    case "boolean":
    case "map":
    case "twins":
    case "union":
      return optionally;
  }
}

type Maker = (what: string, now: Model, below?: string) => Local;

function objectEdits(
  model: Model & { kind: "object" },
  compatible: Maker,
  breaking: Maker,
): readonly Local[] {
  const { fields, open } = model;
  const added = { of: { kind: "boolean" } as const, required: false };
  const withField = (name: string, field: typeof added) => ({
    ...model,
    fields: { ...fields, [name]: field },
  });
  const ofFields = Object.entries(fields).flatMap(([name, field]): readonly Local[] => {
    const { [name]: _gone, ...others } = fields;
    const below = `/${escapeStep(name)}`;
    const toggled = { ...model, fields: { ...fields, [name]: { ...field, required: !field.required } } };
    return [
      field.required ? compatible("optional", toggled) : breaking("required", toggled, below),
      ...(open ? [] : [breaking("field removed", { ...model, fields: others }, below)]),
    ];
  });
  return [
    ...ofFields,
    open
      ? breaking("closed", { ...model, open: false }, "/*")
      : compatible("opened", { ...model, open: true }),
    // What may hold anything today may hold anything under the new name.
    (open ? breaking : compatible)("field added", withField("added", added), "/added"),
    breaking("required field added", withField("added", { ...added, required: true }), "/added"),
  ];
}
