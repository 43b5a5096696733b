import { fieldsOf, lineageSentence, type Contract, type ContractRegistry } from "@spindlebus/contracts";

/** The contracts as one Markdown page: what each says of itself, every field, an example. */
export function catalogue(registry: ContractRegistry): string {
  const contracts = registry.all();
  const contents = contracts.map(({ type, summary }) => `- [${type}](#${anchorOf(type)}): ${summary}`);
  const parts = contracts.map((contract) => entry(contract, registry));
  return `# Contracts\n\n${contents.join("\n")}\n\n${parts.join("\n")}`;
}

/** As GitHub makes the anchors of headings. */
const anchorOf = (type: string): string => type.toLowerCase().replaceAll(".", "");

function entry(contract: Contract, registry: ContractRegistry): string {
  const { type, kind, summary, owner, entityKey, semantics, examples } = contract;
  const rows = fieldsOf(registry.jsonSchema(type) ?? {}).map((field) => {
    const { pointer, type: of, required, fieldClass = "", description } = field;
    return `| ${[`\`${pointer}\``, of, required ? "yes" : "", fieldClass, description].map(cell).join(" | ")} |`;
  });
  const lineage = [lineageSentence(type, registry)].flatMap((sentence) => sentence && `${sentence}\n`);
  return [
    `## ${type}\n`,
    `${summary}\n`,
    `${kind === "event" ? "An event" : "A command"}, ${semantics}; entity key \`${entityKey}\`; owner ${owner}.\n`,
    ...lineage,
    "| field | type | required | class | meaning |\n| --- | --- | --- | --- | --- |",
    ...rows,
    `\n\`\`\`json\n${JSON.stringify(examples[0], undefined, 2)}\n\`\`\`\n`,
  ].join("\n");
}

/** A cell ends at a bar, and a row at a line's end. */
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
