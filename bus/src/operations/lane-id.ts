/** What names a lane: its group, `<connection>.<group>`, and the key that its deliveries share. */
export type LaneKey = { readonly group: string; readonly key: string };

/** The public id of a lane: `<connection>.<group>:<key>`. */
export function laneId({ group, key }: LaneKey): string {
  return `${group}:${key}`;
}

/** Reads a public id; undefined where it is none. */
export function parseLaneId(text: string): LaneKey | undefined {
  const [, group, key] = laneIdForm.exec(text) ?? [];
  return group !== undefined && key !== undefined ? { group, key } : undefined;
}

/** A key is whatever the adapter makes of a message, without what is no text. */
export const laneIdForm = /^([a-z][a-z0-9-]{0,39}\.[A-Za-z][A-Za-z0-9-]{0,59}):([^\0]{1,500})$/;
