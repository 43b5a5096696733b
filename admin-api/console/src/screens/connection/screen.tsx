import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useWhyNot } from "../../api/me.ts";
import { useRead, type Answer } from "../../api/queries.ts";
import { ConnectionBadge } from "../../connections/connection-badge.tsx";
import { useSimulator } from "../../connections/use-simulator.ts";
import { stateOf, type Connection } from "../../connections/state.ts";
import type { Found } from "../../connections/test-verdict.ts";
import { Button } from "../../parts/button.tsx";
import { Loaded } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { PauseDialog } from "../../routes/pause-dialog.tsx";
import { PausedNote } from "../../routes/paused-note.tsx";
import { RoutesTab } from "./routes-tab.tsx";
import { SettingsTab } from "./settings-tab.tsx";
import { ShadowTab } from "./shadow-tab.tsx";
import { SimulatorTab } from "./simulator-tab.tsx";
import { StandingTab } from "./standing-tab.tsx";
import { TestDialog, TestResult } from "./test-dialog.tsx";

/** One connection: how it stands, what it does, how it is set, and how it is tried out. */
export function Screen() {
  const { id } = useParams({ from: "/shell/adapters/$id" });
  const connection = useRead("/api/v1/connections/{id}", { path: { id } }, { everyMs: 15_000 });
  const [found, setFound] = useState<Found>();
  return (
    <Page
      title={id}
      heading={
        <>
          {id} {connection.data && <ConnectionBadge state={stateOf(connection.data)} />}
        </>
      }
      lead={connection.data && <Lead of={connection.data} />}
      actions={connection.data && <Acts connection={connection.data} onFound={setFound} />}
    >
      {found && <TestResult found={found} />}
      <Loaded of={connection} rows={8}>
        {(shown) => <Views connection={shown} />}
      </Loaded>
    </Page>
  );
}

function Lead({ of: { adapter, version, domain, conformance, statusPage } }: { readonly of: Connection }) {
  const level = conformance ? ` (${conformance.level})` : "";
  return (
    <>
      {`${domain[0]?.toUpperCase()}${domain.slice(1)}, by the adapter ${adapter} ${version}${level}. `}
      {statusPage && (
        <a href={statusPage} rel="noreferrer" target="_blank">
          The vendor’s status page
        </a>
      )}
    </>
  );
}

type ActsProps = { readonly connection: Connection; readonly onFound: (found: Found) => void };

function Acts({ connection, onFound }: ActsProps) {
  const { id, paused } = connection;
  const offTest = useWhyNot("act");
  const off = useWhyNot("act-in-bulk");
  const [isTesting, setTesting] = useState(false);
  const [isPausing, setPausing] = useState(false);
  const act = paused ? "resume" : "pause";
  return (
    <>
      <Link to="/messages" search={{ view: "failed", connection: id }} className="button">
        Its failures
      </Link>
      <Button off={offTest} onClick={() => setTesting(true)}>
        Test connection…
      </Button>
      <Button kind={paused ? "primary" : "plain"} off={off} onClick={() => setPausing(true)}>
        {paused ? "Resume…" : "Pause…"}
      </Button>
      {isTesting && <TestDialog of={connection} onClose={() => setTesting(false)} onFound={onFound} />}
      {isPausing && (
        <PauseDialog of={{ kind: "connections", name: id }} act={act} onClose={() => setPausing(false)} />
      )}
    </>
  );
}

function Views({ connection }: { readonly connection: Answer<"/api/v1/connections/{id}"> }) {
  const { tab = "standing", range, from, to } = useSearch({ from: "/shell/adapters/$id" });
  const simulator = useSimulator(connection.id);
  const tabs = [
    { name: "standing", words: "How it stands" },
    { name: "routes", words: "Routes and webhooks" },
    { name: "settings", words: "Settings" },
    ...(connection.shadow ? [{ name: "shadow", words: "Shadow" }] : []),
    ...(simulator ? [{ name: "simulator", words: "Simulator" }] : []),
  ];
  return (
    <>
      {connection.paused && <PausedNote paused={connection.paused} />}
      <Tabs label="About the connection" tabs={tabs} param="tab" value={tab} />
      {tab === "standing" && <StandingTab connection={connection} {...{ range, from, to }} />}
      {tab === "routes" && <RoutesTab connection={connection} />}
      {tab === "settings" && <SettingsTab connection={connection} />}
      {tab === "shadow" && <ShadowTab id={connection.id} />}
      {tab === "simulator" && simulator && <SimulatorTab simulator={simulator} />}
    </>
  );
}
