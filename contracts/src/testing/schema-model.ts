import * as fc from "fast-check";
import { z } from "zod";

/** A schema as data, so that a test can edit it and make documents that are valid by it. */
export type Model =
  | { readonly kind: "text" | "int"; readonly min: number; readonly max: number }
  | { readonly kind: "enum"; readonly members: readonly [string, ...string[]] }
  | { readonly kind: "boolean" }
  | { readonly kind: "nullable" | "map"; readonly of: Model }
  | { readonly kind: "list"; readonly of: Model; readonly min: number; readonly max: number }
  | { readonly kind: "union"; readonly of: readonly [Model, Model] }
  /** The same schema in two places, which becomes a reference. */
  | { readonly kind: "twins"; readonly of: Model }
  | { readonly kind: "object"; readonly fields: Fields; readonly open: boolean };

export type Fields = Readonly<Record<string, { readonly of: Model; readonly required: boolean }>>;

/** Schemas of all kinds, a few levels deep; without unions where it must be known what an edit inside does. */
export function models({ unions }: { readonly unions: boolean }): fc.Arbitrary<Model> {
  const span = fc.tuple(fc.nat(2), fc.nat(2)).map(([min, more]) => ({ min, max: min + more }));
  const { model } = fc.letrec<{ model: Model }>((tie) => {
    const of = tie("model");
    const field = fc.record({ of, required: fc.boolean() });
    const single = of.filter(({ kind }) => kind !== "nullable");
    const kinds: fc.Arbitrary<Model>[] = [
      span.map((bounds): Model => ({ kind: "text", ...bounds })),
      span.map((bounds): Model => ({ kind: "int", ...bounds })),
      fc.constantFrom<Model[]>({ kind: "enum", members: ["a", "bb"] }, { kind: "enum", members: ["a"] }),
      fc.constant<Model>({ kind: "boolean" }),
      single.map((inner): Model => ({ kind: "nullable", of: inner })),
      of.map((inner): Model => ({ kind: "map", of: inner })),
      of.map((inner): Model => ({ kind: "twins", of: inner })),
      fc.tuple(of, span).map(([inner, bounds]): Model => ({ kind: "list", of: inner, ...bounds })),
      fc.record({
        kind: fc.constant("object" as const),
        fields: fc.dictionary(fc.constantFrom("a", "b", "c/d"), field),
        open: fc.boolean(),
      }),
    ];
    if (unions) kinds.push(fc.tuple(of, of).map((options): Model => ({ kind: "union", of: options })));
    return { model: fc.oneof({ maxDepth: 3, depthSize: "small", withCrossShrink: true }, ...kinds) };
  });
  return model;
}

/** The zod schema that a model stands for. */
export function zodOf(model: Model): z.ZodType {
  switch (model.kind) {
    case "text":
      return z.string().min(model.min).max(model.max);
    case "int":
      return z.int().min(model.min).max(model.max);
    case "enum":
      return z.enum(model.members);
    case "boolean":
      return z.boolean();
    case "nullable":
      return zodOf(model.of).nullable();
    case "map":
      return z.record(z.string(), zodOf(model.of));
    case "list":
      return z.array(zodOf(model.of)).min(model.min).max(model.max);
    case "union":
      return z.union(model.of.map(zodOf));
    case "twins": {
      const shared = zodOf(model.of);
      return z.strictObject({ left: shared, right: shared });
    }
    case "object": {
      const shape = Object.entries(model.fields).map(([name, { of, required }]) => [
        name,
        required ? zodOf(of) : zodOf(of).optional(),
      ]);
      return (model.open ? z.looseObject : z.strictObject)(Object.fromEntries(shape));
    }
  }
}

/** Documents that are valid by a model, most of them at its bounds. */
export function documents(model: Model): fc.Arbitrary<unknown> {
  switch (model.kind) {
    case "text":
      return lengths(model).map((length) => "x".repeat(length));
    case "int":
      return lengths(model);
    case "enum":
      return fc.constantFrom(...model.members);
    case "boolean":
      return fc.boolean();
    case "nullable":
      return fc.option(documents(model.of), { freq: 2 });
    case "map":
      return fc.dictionary(fc.constantFrom("k", "l"), documents(model.of));
    case "list":
      return lengths(model).chain((length) =>
        fc.array(documents(model.of), { minLength: length, maxLength: length }),
      );
    case "union":
      return fc.oneof(...model.of.map(documents));
    case "twins":
      return fc.record({ left: documents(model.of), right: documents(model.of) });
    case "object": {
      const known = Object.entries(model.fields);
      const fields = Object.fromEntries(known.map(([name, { of }]) => [name, documents(of)]));
      const requiredKeys = known.flatMap(([name, { required }]) => (required ? [name] : []));
      const own = fc.record(fields, { requiredKeys });
      if (!model.open) return own;
      const unknown = fc.dictionary(
        fc.constantFrom("added", "other"),
        fc.constantFrom<unknown>(null, 9, "x", [{}]),
      );
      return fc.tuple(unknown, own).map(([more, data]) => ({ ...more, ...data }));
    }
  }
}

const lengths = ({ min, max }: { readonly min: number; readonly max: number }): fc.Arbitrary<number> =>
  fc.oneof(fc.constant(min), fc.constant(max), fc.integer({ min, max }));
