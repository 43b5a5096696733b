/** One after the other, so that a preview takes one of the connections to the database and not all. */
export async function inTurn<Item, Value>(
  items: readonly Item[],
  run: (item: Item) => Promise<Value>,
): Promise<readonly Value[]> {
  const values: Value[] = [];
  for (const item of items) values.push(await run(item));
  return values;
}
