import { Outlet, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { startLive } from "../api/live.ts";
import { useRead } from "../api/queries.ts";
import { useKeyboard } from "../parts/shortcuts.ts";
import { Toasts } from "../parts/toasts.tsx";
import { Screen as Diagnostics } from "../screens/diagnostics/screen.tsx";
import { Nav } from "./nav.tsx";
import { OutageBanner } from "./outage-banner.tsx";
import { TopBar } from "./top-bar.tsx";
import "./shell.css";

/** What is around every screen, for whoever is signed in. */
export function Shell() {
  const router = useRouter();
  const me = useRead("/api/v1/me", {}, { everyMs: 60_000 });
  const isSignedOut = me.error?.isSignedOut ?? false;
  useEffect(() => {
    if (!isSignedOut) return;
    const returnTo = router.state.location.href;
    void router.navigate({ to: "/sign-in", search: { returnTo }, replace: true });
  }, [isSignedOut, router]);
  if (isSignedOut) return null;
  return <Screens isUnknown={me.data === undefined && me.error !== null} />;
}

/** Where nobody can say who one is, because what knows it is down, only that can be shown. */
function Screens({ isUnknown }: { readonly isUnknown: boolean }) {
  useKeyboard();
  useEffect(startLive, []);
  return (
    <div className="shell">
      <a className="skip-link" href="#screen">
        Skip to the screen
      </a>
      <TopBar />
      <Nav />
      <main id="screen" tabIndex={-1}>
        <OutageBanner />
        {isUnknown ? <Diagnostics /> : <Outlet />}
      </main>
      <Toasts />
    </div>
  );
}
