import { getRouteApi } from "@tanstack/react-router";
import { Page } from "../../parts/page.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { About } from "./about.tsx";
import { Alerts } from "./alerts.tsx";
import { Appearance } from "./appearance.tsx";
import { Endpoints } from "./endpoints.tsx";
import { Redaction } from "./redaction.tsx";
import { Retention } from "./retention.tsx";
import { Roles } from "./roles.tsx";
import { Sessions } from "./sessions.tsx";
import { Tokens } from "./tokens.tsx";

const route = getRouteApi("/shell/settings");

const tabs = [
  { name: "tokens", words: "API tokens", shown: Tokens },
  { name: "sessions", words: "Sessions", shown: Sessions },
  { name: "roles", words: "Users and roles", shown: Roles },
  { name: "endpoints", words: "Endpoints", shown: Endpoints },
  { name: "alerts", words: "Alerts", shown: Alerts },
  { name: "retention", words: "Retention", shown: Retention },
  { name: "redaction", words: "Redaction", shown: Redaction },
  { name: "about", words: "About", shown: About },
  { name: "appearance", words: "Appearance", shown: Appearance },
] as const;

/** Who may do what, who is told, for how long things are kept, and how it looks here. */
export function Screen() {
  const { tab } = route.useSearch();
  const { name, shown: Shown } = tabs.find((each) => each.name === tab) ?? tabs[0];
  return (
    <Page title="Settings">
      <Tabs
        label="Settings"
        tabs={tabs}
        param="tab"
        value={name}
        clears={["state", "endpoint", "cursor", "q"]}
      />
      <Shown />
    </Page>
  );
}
