import type { PostgresType } from "postgres";
import { arrayTypes, type ArrayElement } from "./array-parameter.ts";

type Arrays = Record<keyof typeof arrayTypes, PostgresType<readonly ArrayElement[]>>;

/**
 * How arrays are written and read. postgres.js would ask the server for that on every new connection, and where the
 * connection breaks at that very moment the whole process ends (porsager/postgres#1192).
 */
export const arraysAsText: Arrays = {
  "uuid[]": arrayOf(arrayTypes["uuid[]"]),
  "int[]": arrayOf(arrayTypes["int[]"], Number),
  "bigint[]": arrayOf(arrayTypes["bigint[]"]),
  "text[]": arrayOf(arrayTypes["text[]"]),
  "bytea[]": arrayOf(arrayTypes["bytea[]"], (text) => Buffer.from(text.slice(2), "hex")),
};

function arrayOf(
  type: number,
  read: (text: string) => ArrayElement = (text) => text,
): PostgresType<readonly ArrayElement[]> {
  return { to: type, from: [type], serialize: writeArray, parse: (text: string) => readArray(text, read) };
}

/**
 * An array as Postgres reads it. PostgreSQL manual, 8.15.6: elements in double quotes, where a backslash or a quote has a
 * backslash before it.
 */
export function writeArray(values: readonly ArrayElement[]): string {
  const elements = values.map((value) => {
    if (value === null) return "NULL";
    if (typeof value === "number") return String(value);
    if (value instanceof Uint8Array) return `"\\\\x${hexOf(value)}"`;
    return plain.test(value) && value !== "null" ? value : inQuotes(value);
  });
  return `{${elements.join(",")}}`;
}

/** Ids and most codes: what needs no quotes, however Postgres is set. In capitals it might be NULL. */
const plain = /^[0-9a-z-]+$/;

const inQuotes = (text: string): string => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

const hexOf = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("hex");

/** One dimension is all that the tables have. */
function readArray(text: string, read: (text: string) => ArrayElement): readonly ArrayElement[] {
  return [...text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|[^,]+/gs)].map(([bare, quoted]) => {
    if (quoted !== undefined) return read(quoted.replaceAll(/\\(.)/gs, "$1"));
    return bare === "NULL" ? null : read(bare);
  });
}
