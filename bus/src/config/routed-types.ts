import type { AnyOperation } from "../adapter/index.ts";
import type { RoutedType } from "../rabbitmq/topology.ts";
import type { SpindleConfig } from "./define-config.ts";

/** The routes of a configuration with the types that feed them; for what needs no secrets. */
export function routedTypes({ connections }: SpindleConfig): readonly RoutedType[] {
  return Object.entries(connections).flatMap(([id, { adapter, operations }]) => {
    const all: Record<string, AnyOperation> = adapter.operations;
    return Object.entries(all)
      .filter(([name]) => operations?.includes(name) ?? true)
      .map(([name, { on }]) => ({ route: `${id}.${name}`, type: on.type }));
  });
}
