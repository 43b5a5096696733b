import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button } from "../parts/button.tsx";
import { Badge } from "../parts/state.tsx";
import { fieldsOf, hasFields, type JsonSchema, type SchemaField } from "./json-schema.ts";
import "../parts/list.css";
import "./field-table.css";

type TableProps = {
  readonly label: string;
  readonly schema: JsonSchema;
  /** The document in which its references lead. */
  readonly root: unknown;
};

/** So deep is opened at once: what lies deeper, or in itself, is opened by hand. */
const openedDepth = 3;

/** The fields of a JSON Schema, one a line; objects open in their place. */
export function FieldTable({ label, schema, root }: TableProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const rows = rowsOf(schema, root, open);
  const toggle = (path: string) =>
    setOpen(new Set([...open].filter((each) => each !== path).concat(open.has(path) ? [] : [path])));
  if (rows.length === 0) return <p className="faint">It has no fields.</p>;
  return (
    <div className="stack-s">
      {rows.some(({ opens }) => opens) && (
        <div className="row">
          <Button onClick={() => setOpen(allOf(schema, root))}>Open all</Button>
          {open.size > 0 && <Button onClick={() => setOpen(new Set())}>Close all</Button>}
        </div>
      )}
      <div className="list-scroll" tabIndex={-1}>
        <table className="list field-table" aria-label={label}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Type</th>
              <th scope="col">What it is</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ field, depth, opens }) => (
              <tr key={field.path}>
                <td className={`field-name depth-${Math.min(depth, 6)}`}>
                  <Name field={field} isOpen={open.has(field.path)} onToggle={opens ? toggle : undefined} />
                </td>
                <td className="field-type">
                  <span className="mono">{field.type}</span>
                  {field.limits !== "" && <span className="faint field-limits">{field.limits}</span>}
                </td>
                <td>
                  {field.fieldClass !== undefined && <Badge tone="doubt">{field.fieldClass}</Badge>}{" "}
                  {field.description}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

type NameProps = {
  readonly field: SchemaField;
  readonly isOpen: boolean;
  readonly onToggle: ((path: string) => void) | undefined;
};

function Name({ field: { name, path, isRequired }, isOpen, onToggle }: NameProps) {
  const words = (
    <>
      <code>{name}</code>
      {isRequired && <span className="faint"> required</span>}
    </>
  );
  if (!onToggle) return <span className="field-leaf">{words}</span>;
  return (
    <button type="button" className="field-toggle" aria-expanded={isOpen} onClick={() => onToggle(path)}>
      {isOpen ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
      {words}
    </button>
  );
}

type Row = { readonly field: SchemaField; readonly depth: number; readonly opens: boolean };

function rowsOf(
  schema: JsonSchema,
  root: unknown,
  open: ReadonlySet<string>,
  [path, depth]: readonly [string, number] = ["", 0],
): readonly Row[] {
  return fieldsOf(schema, root, path).flatMap((field) => [
    { field, depth, opens: hasFields(field.schema, root) },
    ...(open.has(field.path) ? rowsOf(field.schema, root, open, [field.path, depth + 1]) : []),
  ]);
}

function allOf(schema: JsonSchema, root: unknown): ReadonlySet<string> {
  const pathsIn = (inner: JsonSchema, path: string, depth: number): readonly string[] =>
    depth >= openedDepth
      ? []
      : fieldsOf(inner, root, path).flatMap((field) => [
          field.path,
          ...pathsIn(field.schema, field.path, depth + 1),
        ]);
  return new Set(pathsIn(schema, "", 0));
}
